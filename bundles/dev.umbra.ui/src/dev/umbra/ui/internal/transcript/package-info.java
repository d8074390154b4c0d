/**
 * The transcript of a session. Its core is pure: {@link dev.umbra.ui.internal.transcript.EntryRows} turns an entry into
 * styled rows, {@link dev.umbra.ui.internal.transcript.TranscriptText} turns two snapshots into edits of a text, and neither
 * knows a widget. {@link dev.umbra.ui.internal.transcript.StyledTranscript} applies the edits to one control, on the SWT
 * thread. Start at {@link dev.umbra.ui.internal.transcript.Transcript}.
 */
@NullMarked
package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.NullMarked;
