/**
 * Stand-ins for the outside world in one process on loopback: signing service, login, certification authority, database.
 * This package starts and stops them; each stand-in lives in a package of its own.
 */
@NullMarked
package vn.hocba.sandbox;

import org.jspecify.annotations.NullMarked;
