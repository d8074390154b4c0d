/** Tests of what an IDE makes of a selection, without a workbench. */
package dev.umbra.ide.internal;
