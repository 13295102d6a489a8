/**
 * Transcripts while they are written, locked and on their way through signing; owner of their state.
 * Others ask for a change of state here and never write it themselves.
 */
@NullMarked
package vn.hocba.draft;

import org.jspecify.annotations.NullMarked;
