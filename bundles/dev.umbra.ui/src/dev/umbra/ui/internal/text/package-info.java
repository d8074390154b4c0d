/**
 * Foreign text made safe to show: what agents, repositories and relays say is not trusted. Pure, any thread, no widgets.
 * Start at {@link dev.umbra.ui.internal.text.ForeignText}.
 */
@NullMarked
package dev.umbra.ui.internal.text;

import org.jspecify.annotations.NullMarked;
