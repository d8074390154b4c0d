package dev.umbra.core.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.RuleId;
import dev.umbra.core.agent.Policy;

class PermissionOrderTest {
	private static final AgentId AGENT = new AgentId("agent-1");
	private static final List<String> FOLDERS = List.of("/work/app", "/work/lib");
	private static final Verdict ASK = new Verdict.Ask();

	private static Question about(String kind, @Nullable String command, String... paths) {
		return new Question(AGENT, kind, List.of(paths), false, command, FOLDERS, "/home/ada");
	}

	private static Rule rule(RuleEffect effect, @Nullable String kind, @Nullable String path, @Nullable String command) {
		String name = effect.word() + " " + kind + " " + path + " " + command;
		return new Rule(new RuleId("rule-1"), name, effect, null, kind, path, command, Instant.EPOCH);
	}

	private static Rule allowPath(String path) {
		return rule(RuleEffect.ALLOW, null, path, null);
	}

	private static Rule allowCommand(String command) {
		return rule(RuleEffect.ALLOW, null, null, command);
	}

	private static Verdict decide(Policy policy, Question question, Rule... rules) {
		return PermissionOrder.decide(question, new Standing(policy, Arrays.asList(rules)));
	}

	private static boolean allowed(Question question, Rule... rules) {
		return decide(Policy.ASK, question, rules) instanceof Verdict.Allowed;
	}

	private static boolean denied(Question question, Rule... rules) {
		return decide(Policy.ALLOW_ALL, question, rules) instanceof Verdict.Denied;
	}

	// ---- the order

	@Test
	void withoutRulesThePolicyDecidesAndSaysSo() {
		assertEquals(ASK, decide(Policy.ASK, about("read", null, "/work/app/a")));
		assertEquals(new Verdict.Allowed("policy allow_reads"), decide(Policy.ALLOW_READS, about("read", null, "/etc/hosts")));
		assertEquals(new Verdict.Allowed("policy allow_all"), decide(Policy.ALLOW_ALL, about("delete", "rm -rf /")));
	}

	@Test
	void denyBeforeAskBeforeAllowBeforePolicyWhateverTheOrderOfTheRules() {
		Rule deny = rule(RuleEffect.DENY, "edit", null, null);
		Rule ask = rule(RuleEffect.ASK, "edit", null, null);
		Rule allow = rule(RuleEffect.ALLOW, "edit", null, null);
		Question edit = about("edit", null, "/work/app/a");
		List<Rule> rules = new ArrayList<>(List.of(deny, ask, allow));
		Random random = new Random(1);
		for (int i = 0; i < 20; i++) {
			Collections.shuffle(rules, random);
			assertEquals(new Verdict.Denied("rule \"" + deny.name() + "\""),
					PermissionOrder.decide(edit, new Standing(Policy.ALLOW_ALL, rules)));
			List<Rule> two = rules.stream().filter(rule -> rule != deny).toList();
			assertEquals(ASK, PermissionOrder.decide(edit, new Standing(Policy.ALLOW_ALL, two)));
		}
		assertEquals(new Verdict.Allowed("rule \"" + allow.name() + "\""), decide(Policy.ASK, edit, allow));
		assertEquals(new Verdict.Allowed("policy allow_all"), decide(Policy.ALLOW_ALL, about("read", null), deny, ask));
	}

	@Test
	void ruleOfAnotherAgentDoesNotMatch() {
		Rule other = new Rule(new RuleId("r"), "r", RuleEffect.ALLOW, new AgentId("other"), null, null, null, Instant.EPOCH);
		assertFalse(allowed(about("read", null), other));
		Rule own = new Rule(new RuleId("r"), "r", RuleEffect.ALLOW, AGENT, null, null, null, Instant.EPOCH);
		assertTrue(allowed(about("read", null), own));
	}

	// ---- paths

	@Test
	void allowNeedsEveryPathAndAtLeastOne() {
		Rule rule = allowPath("src/**");
		assertTrue(allowed(about("edit", null, "/work/app/src/a/B.java", "/work/lib/src/c"), rule));
		assertFalse(allowed(about("edit", null, "/work/app/src/a", "/work/app/pom.xml"), rule));
		assertFalse(allowed(about("edit", null), rule), "nothing known is nothing allowed");
	}

	@Test
	void denyAndAskNeedOnePath() {
		Rule rule = rule(RuleEffect.DENY, null, "~/.ssh/**", null);
		assertTrue(denied(about("read", null, "/work/app/a", "/home/ada/.ssh/id_rsa"), rule));
		assertFalse(denied(about("read", null, "/work/app/a"), rule));
		assertFalse(denied(about("read", null), rule));
		assertEquals(ASK, decide(Policy.ALLOW_ALL, about("edit", null, "/work/app/pom.xml", "/work/app/b"),
				rule(RuleEffect.ASK, null, "pom.xml", null)));
	}

	@Test
	void dotsCannotLeaveAFolder() {
		assertFalse(allowed(about("edit", null, "/work/app/src/../../../etc/passwd"), allowPath("src/**")));
		assertTrue(allowed(about("edit", null, "/work/app/docs/../src/./a"), allowPath("src/**")));
		assertTrue(denied(about("edit", null, "/work/app/../../etc/passwd"), rule(RuleEffect.DENY, null, "/etc/**", null)));
		assertFalse(allowed(about("edit", null, "/etc/passwd"), allowPath("../../etc/**")), "a pattern with .. matches nothing");
	}

	@Test
	void relativePathIsUnderstoodToDenyAndNotToAllow() {
		assertFalse(allowed(about("edit", null, "src/a"), allowPath("src/**")));
		assertTrue(denied(about("edit", null, "src/a"), rule(RuleEffect.DENY, null, "src/**", null)));
	}

	@Test
	void nameWithoutSlashIsFoundAtAnyDepthOfTheFolders() {
		assertTrue(allowed(about("edit", null, "/work/app/a/b/c.md", "/work/lib/d.md"), allowPath("*.md")));
		assertFalse(allowed(about("edit", null, "/tmp/c.md"), allowPath("*.md")));
		assertTrue(allowed(about("edit", null, "/work/app/c.md"), allowPath("./*.md")));
		assertFalse(allowed(about("edit", null, "/work/app/a/c.md"), allowPath("./*.md")));
	}

	@Test
	void starStaysInsideANameAndTwoStarsDoNot() {
		assertTrue(allowed(about("edit", null, "/work/app/src/A.java"), allowPath("src/*.java")));
		assertFalse(allowed(about("edit", null, "/work/app/src/a/A.java"), allowPath("src/*.java")));
		assertTrue(allowed(about("edit", null, "/work/app/src/a/b/A.java"), allowPath("src/**/*.java")));
		assertTrue(allowed(about("edit", null, "/work/app/src/A.java"), allowPath("src/**/?.java")));
		assertTrue(allowed(about("edit", null, "/work/app/src/a/b"), allowPath("src/")));
		assertTrue(allowed(about("edit", null, "/work/app/any/thing"), allowPath("**")));
	}

	@Test
	void folderIsMeantAsItIsCalledAndIsNoPattern() {
		Question question = new Question(AGENT, "edit", List.of("/work/other/src/a"), false, null, List.of("/work/*"), null);
		assertFalse(allowed(question, allowPath("src/**")));
	}

	@Test
	void caseCountsToAllowAndNotToDeny() {
		assertFalse(allowed(about("edit", null, "/work/app/SRC/a"), allowPath("src/**")));
		assertTrue(denied(about("edit", null, "/work/app/SRC/a"), rule(RuleEffect.DENY, null, "src/**", null)));
	}

	@Test
	void windowsPathsAreTakenApartToo() {
		Question question = new Question(AGENT, "edit", List.of("c:\\work\\src\\..\\src\\a.txt"), false, null,
				List.of("C:\\work"), null);
		assertTrue(allowed(question, allowPath("src/**")));
		assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_EDITS, question));
	}

	@Test
	void pathRuleDoesNotAllowACommandThatNamesThePath() {
		Rule rule = allowPath("src/**");
		assertFalse(allowed(about("execute", "rm -rf /", "/work/app/src/a"), rule));
		assertFalse(allowed(about("other", "rm -rf /", "/work/app/src/a"), rule));
		assertFalse(allowed(about("execute", null, "/work/app/src/a"), rule));
		assertTrue(allowed(about("execute", "make", "/work/app/src/a"), rule(RuleEffect.ALLOW, "execute", "src/**", null)));
	}

	@Test
	void ruleForReadsDoesNotAllowWhatShowsAChange() {
		Question change = new Question(AGENT, "read", List.of("/work/app/a"), true, null, FOLDERS, null);
		assertFalse(allowed(change, rule(RuleEffect.ALLOW, "read", null, null)));
		assertEquals(ASK, decide(Policy.ALLOW_READS, change));
	}

	@Test
	void whatShowsAChangeIsNotAllowedByARuleThatSpeaksOfNone() {
		String hook = "/work/app/.git/hooks/pre-commit";
		for (String kind : List.of("fetch", "switch_mode", "search")) {
			Question change = new Question(AGENT, kind, List.of(hook), true, null, FOLDERS, null);
			assertFalse(allowed(change, rule(RuleEffect.ALLOW, kind, null, null)), kind);
		}
		Question beside = new Question(AGENT, "execute", List.of(hook), true, "npm test", FOLDERS, null);
		assertFalse(allowed(beside, allowCommand("npm *")));
		assertTrue(allowed(beside, rule(RuleEffect.ALLOW, null, hook, "npm *")), "both are named");
	}

	@Test
	void denyForEditsAndCommandsLooksAtWhatIsShownWhateverItIsCalled() {
		Question change = new Question(AGENT, "other", List.of("/work/app/.git/config"), true, null, FOLDERS, null);
		assertTrue(denied(change, rule(RuleEffect.DENY, "edit", ".git/**", null)));
		assertFalse(denied(about("read", null, "/work/app/.git/config"), rule(RuleEffect.DENY, "edit", ".git/**", null)));
		assertTrue(denied(about("other", "git push"), rule(RuleEffect.DENY, "execute", null, null)));
		assertFalse(allowed(change, rule(RuleEffect.ALLOW, "edit", null, null)), "its own word counts to allow");
	}

	@Test
	void ruleForAKindDoesNotAllowItByACommand() {
		for (String kind : List.of("read", "search", "think", "fetch", "edit", "delete", "move", "switch_mode")) {
			assertTrue(allowed(about(kind, null), rule(RuleEffect.ALLOW, kind, null, null)), kind);
			assertFalse(allowed(about(kind, "rm -rf /"), rule(RuleEffect.ALLOW, kind, null, null)), kind);
			assertTrue(allowed(about(kind, "cat x"), rule(RuleEffect.ALLOW, kind, null, "cat *")), kind);
		}
		assertTrue(allowed(about("execute", "make"), rule(RuleEffect.ALLOW, "execute", null, null)));
	}

	// ---- commands

	@Test
	void commandIsMatchedWhole() {
		assertTrue(allowed(about("execute", "npm test"), allowCommand("npm test")));
		assertTrue(allowed(about("execute", " npm test -- --watch"), allowCommand("npm test*")));
		assertFalse(allowed(about("execute", "sudo npm test"), allowCommand("npm test*")));
		assertFalse(allowed(about("execute", null), allowCommand("*")));
		assertTrue(allowed(about("execute", "what?"), allowCommand("what?")));
		assertFalse(allowed(about("execute", "whatX"), allowCommand("what?")), "only * is a wildcard in a command");
	}

	@Test
	void commandWithShellOperatorsIsAllowedOnlyByItself() {
		for (String command : List.of("git log; rm -rf ~", "git log && rm x", "git log || rm x", "git log | sh", "git log `rm x`",
				"git log $(rm x)", "git log > ~/.bashrc", "git log\nrm x", "git log < x", "git log & rm x", "git log \r rm x")) {
			assertFalse(allowed(about("execute", command), allowCommand("git log*")), command);
			assertFalse(allowed(about("execute", command), allowCommand("*")), command);
			assertTrue(allowed(about("execute", command), allowCommand(command)), command);
		}
	}

	@Test
	void denyFindsACommandAmongOthersAndInsideAShell() {
		Rule rule = rule(RuleEffect.DENY, null, null, "git push*");
		for (String command : List.of("git push --force", "cd x && git push", "true; git push", "echo $(git push)", "echo `git push`",
				"bash -lc 'git push -f'", "/bin/sh -c \"git push\"", "bash -c 'cd x && git push'", "(git push)", "a |git push")) {
			assertTrue(denied(about("execute", command), rule), command);
		}
		assertFalse(denied(about("execute", "git pull"), rule));
	}

	@Test
	void commandInAShellIsTheSameCommand() {
		assertEquals("npm test", CommandText.inner("npm test"));
		assertEquals("npm test", CommandText.inner("bash -lc 'npm test'"));
		assertEquals("npm test", CommandText.inner("/usr/bin/zsh -c \"npm test\""));
		assertEquals("ls", CommandText.inner("sh -c ls"));
		for (String odd : List.of("sh -c 'a' 'b'", "sh -c \"$X\"", "bash script.sh", "sh -c ls -l", "shout -c 'x'")) {
			assertEquals(odd, CommandText.inner(odd));
		}
	}

	// ---- policies

	@Test
	void readsAreReadSearchAndThinkAndNothingElse() {
		for (String kind : List.of("read", "search", "think")) {
			assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_READS, about(kind, null)), kind);
			assertEquals(ASK, decide(Policy.ALLOW_READS, about(kind, "cat x")), "a command is no read: " + kind);
		}
		for (String kind : List.of("fetch", "edit", "delete", "move", "execute", "switch_mode", "other", "")) {
			assertEquals(ASK, decide(Policy.ALLOW_READS, about(kind, null, "/work/app/a")), kind);
		}
	}

	@Test
	void editsAreAllowedInsideTheFoldersOnly() {
		assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/a", "/work/lib/b")));
		assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_EDITS, about("move", null, "/work/app/a", "/work/app/b")));
		assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_EDITS, about("read", null)));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/a", "/work/application/b")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/../other")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "a")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null)), "no path known");
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", "sed -i x", "/work/app/a")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("delete", null, "/work/app/a")));
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("execute", "ls", "/work/app/a")));
	}

	@Test
	void protectedPlacesAsk() {
		for (String place : List.of(".git/hooks/pre-commit", ".git", "sub/.git/config", ".envrc", ".vscode/tasks.json", ".idea/a",
				".husky/pre-push", ".github/workflows/a.yml", ".gitlab-ci.yml", ".mcp.json", ".claude/settings.json",
				".codex/config.toml", ".opencode/x", ".cursor/mcp.json", ".gemini/settings.json", ".npmrc", ".bashrc",
				".bash_profile", ".zshenv", ".ssh/authorized_keys", ".GIT/config", ".Git./config", ".git::$INDEX_ALLOCATION/x",
				"x/../.git/config", ".env", ".env.local", ".g\u200cit/config", ".gi\u200et/config",
				".\ufeffgit/config", "GIT~1/config", ".\u017fsh/authorized_keys", ".gitmodules")) {
			assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/" + place)), place);
			assertEquals(ASK, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/ok", "/work/app/" + place)), place);
		}
		for (String place : List.of("git/a", "a.git.txt", ".editorconfig", "src/.hidden", "Makefile", "a.github")) {
			assertInstanceOf(Verdict.Allowed.class, decide(Policy.ALLOW_EDITS, about("edit", null, "/work/app/" + place)), place);
		}
	}

	@Test
	void protectedPlaceStaysSoWhenItIsAFolderOfTheSession() {
		Question question = new Question(AGENT, "edit", List.of("/work/app/.git/config"), false, null,
				List.of("/work/app", "/work/app/.git"), null);
		assertEquals(ASK, decide(Policy.ALLOW_EDITS, question));
	}

	// ---- for any question

	/** Whatever an agent claims: no policy but allow_all and no relative rule lets it change something elsewhere. */
	@Test
	void nothingOutsideTheFoldersIsEverAllowedByPlace() {
		Random random = new Random(42);
		String[] names = {"..", ".", "", "work", "app", "lib", "src", ".git", "a", "*", "**", "etc"};
		int allowed = 0;
		for (int i = 0; i < 20_000; i++) {
			StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "/");
			if (random.nextBoolean()) {
				path.append("work/app/");
			}
			for (int n = random.nextInt(6); n > 0; n--) {
				path.append(names[random.nextInt(names.length)]).append('/');
			}
			String text = path + "x";
			Question question = about("edit", null, text);
			String real = java.nio.file.Path.of("/").resolve(text).normalize().toString();
			boolean inside = text.startsWith("/") && (real.startsWith("/work/app/") || real.startsWith("/work/lib/"));
			boolean byPolicy = decide(Policy.ALLOW_EDITS, question) instanceof Verdict.Allowed;
			assertEquals(inside && !(real + "/").contains("/.git/"), byPolicy, text);
			assertEquals(inside, allowed(question, allowPath("**")), text);
			allowed += byPolicy ? 1 : 0;
		}
		assertTrue(allowed > 1000, "too few were allowed to mean something: " + allowed);
	}

	/** One more rule that denies or asks, or one fewer that allows, never allows more. */
	@Test
	void rulesThatDenyOrAskNeverAllowMore() {
		Random random = new Random(7);
		String[] kinds = {"read", "edit", "execute", "other"};
		String[] paths = {"/work/app/src/a", "/etc/x", "src", "/work/app/.git/x"};
		String[] patterns = {"src/**", "**", "/etc/*", "x"};
		String[] commands = {"ls", "ls; rm x", "git push"};
		for (int i = 0; i < 20_000; i++) {
			Question question = about(kinds[random.nextInt(4)], random.nextBoolean() ? null : commands[random.nextInt(3)],
					paths[random.nextInt(4)]);
			List<Rule> rules = new ArrayList<>();
			for (int n = random.nextInt(4); n > 0; n--) {
				rules.add(rule(RuleEffect.values()[random.nextInt(3)], random.nextBoolean() ? null : kinds[random.nextInt(4)],
						random.nextBoolean() ? null : patterns[random.nextInt(4)],
						random.nextBoolean() ? null : commands[random.nextInt(3)]));
			}
			Policy policy = Policy.values()[random.nextInt(4)];
			List<Rule> stricter = new ArrayList<>(rules);
			stricter.add(random.nextInt(rules.size() + 1),
					rule(random.nextBoolean() ? RuleEffect.DENY : RuleEffect.ASK, null, random.nextBoolean() ? null : "src/**", null));
			boolean before = PermissionOrder.decide(question, new Standing(policy, rules)) instanceof Verdict.Allowed;
			boolean after = PermissionOrder.decide(question, new Standing(policy, stricter)) instanceof Verdict.Allowed;
			assertTrue(before || !after, () -> question + " " + rules + " " + stricter);
		}
	}

	@Test
	void longClaimsAreMatchedInTimeThatGrowsWithTheirLength() {
		String path = "/work/app/" + "a".repeat(20_000);
		assertFalse(allowed(about("edit", null, path), allowPath("*a*a*a*a*a*a*a*a*b")));
		assertFalse(allowed(about("edit", null, "/work/app" + "/a".repeat(5000)), allowPath("**/a/**/a/**/a/**/b")));
		assertFalse(allowed(about("execute", "a".repeat(100_000)), allowCommand("*a*a*a*a*a*b")));
	}
}
