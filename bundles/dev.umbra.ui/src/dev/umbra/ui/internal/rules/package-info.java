/**
 * A person's standing answers to what agents ask: listed, made and removed in one dialog, which a permission can fill in. On
 * the SWT thread, except the pure {@code RuleForm} and {@code RuleWords}. Start at
 * {@link dev.umbra.ui.internal.rules.RulesDialog}.
 */
@NullMarked
package dev.umbra.ui.internal.rules;

import org.jspecify.annotations.NullMarked;
