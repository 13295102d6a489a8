-- It had all that waits, as has webhook_delivery_due: the planner took the one for the other where its statistics were of a time
-- when nothing waited, and went through everything for each receiver. Clean-up finds its rows by the other one.
DROP INDEX webhook_delivery_given_up;
