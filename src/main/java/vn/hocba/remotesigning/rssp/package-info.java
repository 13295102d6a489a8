/**
 * The wire of signing services of the RSSP kind (a profile of TS 119 432, {@code rssp-119.432-v2.0}), and nothing else: it knows no
 * signing requests and keeps no state but the service login, the credentials' algorithms and the ids of passwords that were sent.
 */
@NullMarked
package vn.hocba.remotesigning.rssp;

import org.jspecify.annotations.NullMarked;
