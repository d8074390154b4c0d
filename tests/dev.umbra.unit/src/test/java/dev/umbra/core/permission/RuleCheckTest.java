package dev.umbra.core.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.RuleId;

class RuleCheckTest {
	private static @Nullable Failure check(String name, RuleEffect effect, @Nullable String kind, @Nullable String path,
			@Nullable String command) {
		return RuleCheck.refusal(new Rule(new RuleId("r"), name, effect, null, kind, path, command, Instant.EPOCH));
	}

	private static void refused(@Nullable Failure failure, String words) {
		assertNotNull(failure);
		assertEquals(Failure.Code.USAGE, failure.code());
		assertTrue(failure.message().contains(words), failure.message());
		assertNotNull(failure.hint());
	}

	@Test
	void ruleThatSaysWhatItIsAboutIsTaken() {
		assertNull(check("tests", RuleEffect.ALLOW, null, null, "npm test*"));
		assertNull(check("docs", RuleEffect.ALLOW, "edit", "docs/**", null));
		assertNull(check("own word", RuleEffect.ASK, "my_tool", null, null));
		assertNull(check("nothing at all", RuleEffect.DENY, null, null, null));
	}

	@Test
	void ruleThatAllowsEverythingIsRefusedForOneAgentToo() {
		refused(check("all", RuleEffect.ALLOW, null, null, null), "everything");
		refused(RuleCheck.refusal(new Rule(new RuleId("r"), "all", RuleEffect.ALLOW, new AgentId("a"), null, null, null,
				Instant.EPOCH)), "everything");
	}

	@Test
	void patternThatCanNeverMatchIsRefused() {
		refused(check("up", RuleEffect.ALLOW, null, "../x", null), "..");
		refused(check("blank", RuleEffect.DENY, null, " ", null), "path");
		refused(check("blank", RuleEffect.DENY, null, null, " "), "command");
		refused(check("kind", RuleEffect.DENY, "a kind", null, null), "a kind");
		refused(check(" ", RuleEffect.DENY, "edit", null, null), "name");
		refused(check("two\nlines", RuleEffect.DENY, "edit", null, null), "name");
	}
}
