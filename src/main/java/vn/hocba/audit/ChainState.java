package vn.hocba.audit;

/**
 * What computing a school's chain again showed.
 *
 * @param intact whether every entry follows from the one before it, and the last is the one stored as the end
 * @param entries entries that were found good, from the first on; the one after it is damaged or missing unless intact
 * @param hash hash of the last good entry, hex; kept elsewhere, it fixes everything up to here
 */
public record ChainState(boolean intact, long entries, String hash) {}
