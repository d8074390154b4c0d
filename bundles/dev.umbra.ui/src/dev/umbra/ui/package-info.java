/**
 * What the deliveries of the window share and fill in: the ids of the model's elements, and small contracts that the
 * product and the IDE implement each in its own way. Everything here belongs to the SWT thread unless it says otherwise.
 * Start at {@link dev.umbra.ui.Elements}.
 */
@NullMarked
package dev.umbra.ui;

import org.jspecify.annotations.NullMarked;
