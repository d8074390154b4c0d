package dev.umbra.ui.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.umbra.core.CommandId;
import dev.umbra.core.RuleId;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.session.Detail;
import dev.umbra.testkit.Sample;

class RuleFormTest {
	private static Detail.Permission permission(String kind, String command, String... paths) {
		return new Detail.Permission("1", Detail.Permission.Origin.AGENT, "Title", kind, null, null, List.of(paths), command, List.of(), List.of(), null,
				null);
	}

	@Test
	void aPermissionProposesToAllowJustWhatItAsksFor() {
		assertEquals(new RuleForm(RuleEffect.ALLOW, "claude", "execute", "", "npm test", ""), RuleForm.of(permission("execute", "npm test ", "/p"), "claude"));
		assertEquals(new RuleForm(RuleEffect.ALLOW, null, "edit", "/p/a.md", "", ""), RuleForm.of(permission("edit", null, "/p/a.md"), null));
		assertEquals("", RuleForm.of(permission("edit", null, "/p/a.md", "/p/b.md"), null).path());
		assertEquals("", RuleForm.of(permission("execute", "a\nb"), null).command());
		assertNull(RuleForm.of(permission("telepathy", null), null).kind());
	}

	@Test
	void aRuleForEverythingOrForNothingIsSaid() {
		assertEquals(Set.of(RuleForm.Field.WHAT), new RuleForm(RuleEffect.ALLOW, "claude", null, " ", "", "").problems().keySet());
		assertEquals(Set.of(RuleForm.Field.WHAT), RuleForm.EMPTY.problems().keySet());
		assertEquals(Map.of(), new RuleForm(RuleEffect.ASK, "claude", null, "", "", "").problems());
		assertEquals(Map.of(), new RuleForm(RuleEffect.DENY, null, "execute", "", "", "").problems());
	}

	@Test
	void patternsThatNeverMatchAreSaid() {
		assertEquals(Set.of(RuleForm.Field.PATH), new RuleForm(RuleEffect.DENY, null, null, "../x", "", "").problems().keySet());
		assertEquals(Map.of(), new RuleForm(RuleEffect.DENY, null, null, "a..b", "", "").problems());
		assertEquals(Set.of(RuleForm.Field.COMMAND), new RuleForm(RuleEffect.DENY, null, null, "", "a\nb", "").problems().keySet());
	}

	@Test
	void whatIsEmptyIsLeftOutOfTheCall() {
		CommandId id = CommandId.random();
		assertEquals(new Rules.Add(id, null, RuleEffect.DENY, "a", "edit", "src/**", null),
				new RuleForm(RuleEffect.DENY, "a", "edit", " src/** ", " ", "").add(id));
	}

	@Test
	void aRuleIsToldInWords() {
		assertEquals("Run, command git push*", RuleWords.what(rule("execute", null, "git push*")));
		assertEquals("files *.md", RuleWords.what(rule(null, "*.md", null)));
		assertEquals("Anything", RuleWords.what(rule(null, null, null)));
	}

	private static Rule rule(String kind, String path, String command) {
		return new Rule(RuleId.random(), "r", RuleEffect.DENY, null, kind, path, command, Sample.NOON);
	}
}
