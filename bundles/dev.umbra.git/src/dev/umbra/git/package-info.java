/**
 * Repositories, by the git command: {@link dev.umbra.git.GitRepositories} is the service, {@link dev.umbra.git.GitCommand} runs
 * every process, {@link dev.umbra.git.Reading} makes the command lines that run no code of the repository. Calls work on virtual
 * threads {@code git-<n>} and block there; pipes have platform threads.
 */
@NullMarked
package dev.umbra.git;

import org.jspecify.annotations.NullMarked;
