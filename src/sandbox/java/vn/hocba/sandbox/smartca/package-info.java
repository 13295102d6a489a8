/**
 * The wire of VNPT SmartCA: parses, calls the signing core, answers with status codes and messages.
 */
@NullMarked
package vn.hocba.sandbox.smartca;

import org.jspecify.annotations.NullMarked;
