/**
 * Editors of personas, teams and agents' definitions, as parts in the middle of the window. {@link dev.umbra.ui.internal.editors.Editors}
 * opens them. {@code EditorPart} is what e4 knows; {@code Editing} is what happens to one record (loaded, changed, saved, changed elsewhere)
 * without widgets; {@code EditorView} shows it; {@code PersonaForm}, {@code TeamForm} and {@code AgentForm} have the fields, bound to a
 * {@link dev.umbra.catalog.Document}. Everything on the SWT thread, but the answers of the host, which are brought there, and
 * {@code UnsavedDrafts}, which writes on a thread of its own.
 */
@NullMarked
package dev.umbra.ui.internal.editors;

import org.jspecify.annotations.NullMarked;
