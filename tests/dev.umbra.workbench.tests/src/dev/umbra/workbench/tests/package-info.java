/**
 * The real workbench, running, with a host process of its own behind it: what a person does with its widgets, and what they
 * show then. Needs a display. Start at {@link dev.umbra.workbench.tests.Window}.
 */
@NullMarked
package dev.umbra.workbench.tests;

import org.jspecify.annotations.NullMarked;
