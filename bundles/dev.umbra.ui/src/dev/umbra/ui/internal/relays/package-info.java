/**
 * Relays and identities: over which relays the catalog follows the person, who the person is there, and whether this computer is a relay
 * itself; one pane for the product's dialog and the IDE's preference page. Words and checks are pure ({@code RelayWords}, {@code AddInput},
 * {@code ImportInput}, {@code ExportInput}, {@code ServeInput}); {@code Followed} may be used by any thread; all else is on the SWT thread.
 * Start at {@link dev.umbra.ui.internal.relays.RelaysPane}.
 */
@NullMarked
package dev.umbra.ui.internal.relays;

import org.jspecify.annotations.NullMarked;
