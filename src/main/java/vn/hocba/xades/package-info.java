/**
 * Makes XAdES-BASELINE-B signatures in two steps that may happen on different machines: prepare fixes everything, complete
 * embeds the value. Pure: no input or output, no clock, no keys.
 */
@NullMarked
package vn.hocba.xades;

import org.jspecify.annotations.NullMarked;
