/**
 * What git says of a folder, as values: its state, the files of a session, differences, questions before a change. Paths are
 * relative to the top of the working tree, with {@code /}; one that is not UTF-8 or begins with {@code "} is given as git
 * quotes it ({@code "caf\351.txt"}), see {@link dev.umbra.core.git.GitPath}. Immutable values, any thread. Start at
 * {@link dev.umbra.core.git.GitState}.
 */
@NullMarked
package dev.umbra.core.git;

import org.jspecify.annotations.NullMarked;
