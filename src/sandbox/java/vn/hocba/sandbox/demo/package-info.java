/**
 * The main job from end to end as its users see it: starts sandbox and API as processes, then acts through the public
 * API as the people of an invented school.
 */
@NullMarked
package vn.hocba.sandbox.demo;

import org.jspecify.annotations.NullMarked;
