/**
 * What waits for a person, as controls that a session's banner and the Attention part show alike: a permission, a form, a page
 * to visit, a login. On the SWT thread, except the pure {@code InputForm} and {@code LoginCommand}. Start at
 * {@link dev.umbra.ui.internal.questions.Question}.
 */
@NullMarked
package dev.umbra.ui.internal.questions;

import org.jspecify.annotations.NullMarked;
