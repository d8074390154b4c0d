/**
 * Relays and identities as a preference page shows them: a package of its own, since it stands on top of all others here. On the SWT thread.
 */
@NullMarked
package dev.umbra.ui.relays;

import org.jspecify.annotations.NullMarked;
