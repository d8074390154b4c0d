/** The build files: manifests, target platform, versions. They are read as files; start at BuildFilesTest. */
@NullMarked
package dev.umbra.releng;

import org.jspecify.annotations.NullMarked;
