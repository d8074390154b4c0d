/**
 * Umbra in a real IDE workbench: the tests run on its SWT thread, with a host process of their own. Start at
 * {@link dev.umbra.ide.tests.Ide}.
 */
package dev.umbra.ide.tests;
