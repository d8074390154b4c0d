package dev.umbra.ui.internal.rules;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.transcript.ToolWords;

/** Rules in words. Pure. */
final class RuleWords {
	private RuleWords() {
	}

	static String effect(RuleEffect effect) {
		return switch (effect) {
		case DENY -> Messages.effect_deny;
		case ASK -> Messages.effect_ask;
		case ALLOW -> Messages.effect_allow;
		};
	}

	/** What it is about, in one line. */
	static String what(Rule rule) {
		List<String> parts = new ArrayList<>();
		if (rule.toolKind() != null) {
			parts.add(ToolWords.kind(rule.toolKind()));
		}
		if (rule.command() != null) {
			parts.add(NLS.bind(Messages.what_command, ForeignText.shownOnOneLine(rule.command())));
		}
		if (rule.path() != null) {
			parts.add(NLS.bind(Messages.what_path, ForeignText.shownOnOneLine(rule.path())));
		}
		return parts.isEmpty() ? Messages.what_any : String.join(", ", parts);
	}
}
