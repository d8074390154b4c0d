/**
 * The tabs of the window, kept equal to those that the host holds. {@link dev.umbra.ui.internal.tabs.SessionTabs} is an
 * add-on of the application and lives as long as it; {@code TabPlan} says what to do, {@code HostTabs} what the host has,
 * {@code TabStage} does it in the application's model. Everything on the SWT thread. Start at
 * {@link dev.umbra.ui.internal.tabs.SessionTabs}.
 */
@NullMarked
package dev.umbra.ui.internal.tabs;

import org.jspecify.annotations.NullMarked;
