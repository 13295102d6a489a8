/**
 * The port to remote signing services: what any provider can be asked, what it can answer, how it can fail.
 * Each provider's wire is spoken by one sub-package and nowhere else.
 */
@NullMarked
package vn.hocba.remotesigning;

import org.jspecify.annotations.NullMarked;
