/**
 * The error catalogue and the one wire form of every error response.
 * Capabilities throw {@link vn.hocba.problem.ProblemException}; only this package turns errors into problem documents.
 */
@NullMarked
package vn.hocba.problem;

import org.jspecify.annotations.NullMarked;
