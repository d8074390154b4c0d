/**
 * The page where a session is begun: what a person sees first, and in every new tab. {@code Choices} and {@code Beginning}
 * decide and act without a widget; {@link dev.umbra.ui.internal.start.StartPage} shows them. On the SWT thread, where it is
 * not said otherwise. Start at {@link dev.umbra.ui.internal.start.StartPage}.
 */
@NullMarked
package dev.umbra.ui.internal.start;

import org.jspecify.annotations.NullMarked;
