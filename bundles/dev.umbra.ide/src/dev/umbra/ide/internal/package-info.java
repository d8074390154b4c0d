/**
 * What only an IDE has for sessions: editors, projects, selections, preferences. Components fill in the contracts of
 * {@code dev.umbra.ui}; handlers and pages come by the extension points of the workbench. Everything runs on the SWT thread
 * unless it says otherwise; nothing here starts a host before a person asks for something. Start at
 * {@link dev.umbra.ide.internal.SendSelection}.
 */
@NullMarked
package dev.umbra.ide.internal;

import org.jspecify.annotations.NullMarked;
