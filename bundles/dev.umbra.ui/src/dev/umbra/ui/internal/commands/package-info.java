/**
 * What the commands of {@code fragment.e4xmi} do. Each handler acts on the active part; what is about one session is off
 * where none is active. On the SWT thread; nothing waits for the host.
 */
@NullMarked
package dev.umbra.ui.internal.commands;

import org.jspecify.annotations.NullMarked;
