/**
 * The transcript of a session. Its core is pure: {@link dev.umbra.ui.internal.transcript.EntryRows} turns an entry into
 * styled rows, {@link dev.umbra.ui.internal.transcript.Content} has the rows of the entries that are looked at and the heights of
 * all, {@link dev.umbra.ui.internal.transcript.Viewport} says which of them are seen, and none of them knows a widget.
 * {@link dev.umbra.ui.internal.transcript.TranscriptCanvas} lays them out and paints them, on the SWT thread. Start at
 * {@link dev.umbra.ui.internal.transcript.Transcript}.
 */
@NullMarked
package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.NullMarked;
