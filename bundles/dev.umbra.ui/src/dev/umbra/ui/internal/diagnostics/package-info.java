/**
 * The part <i>Diagnostics</i>: what host and windows count about themselves, as numbers and as charts over the last hour, the host's threads, and what the
 * doctor finds. {@code Overview}, {@code CallLines}, {@code DoctorLines} and {@code Series} say what is shown and are pure. It asks the host while somebody looks, at
 * a pace of its own, never while it is hidden. Widgets on the SWT thread; nothing waits there. Start at
 * {@link dev.umbra.ui.internal.diagnostics.DiagnosticsPart}.
 */
@NullMarked
package dev.umbra.ui.internal.diagnostics;

import org.jspecify.annotations.NullMarked;
