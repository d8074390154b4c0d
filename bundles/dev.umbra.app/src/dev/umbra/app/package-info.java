/**
 * The product around the parts: start, theme, menus, closing, layout. Everything runs on the SWT thread. Nothing is
 * exported: the parts come from {@code dev.umbra.ui}, and what stands in {@code Application.e4xmi} names these classes.
 * Start at {@link dev.umbra.app.LifeCycle}.
 */
@NullMarked
package dev.umbra.app;

import org.jspecify.annotations.NullMarked;
