/** Tests that start real processes from the headless runtime. Start at RuntimeFolderTest. */
@NullMarked
package dev.umbra.process.tests;

import org.jspecify.annotations.NullMarked;
