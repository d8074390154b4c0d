/** The repositories of the product alone, so that they can be measured. Start at {@link dev.umbra.git.RealGit}. */
@NullMarked
package dev.umbra.git;

import org.jspecify.annotations.NullMarked;
