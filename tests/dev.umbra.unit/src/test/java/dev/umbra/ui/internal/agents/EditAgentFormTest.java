package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.umbra.core.CommandId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.testkit.Sample;
import dev.umbra.ui.internal.agents.EditAgentForm.Field;
import dev.umbra.wire.Codec;

class EditAgentFormTest {
	private static final McpServer SERVER = new McpServer.Stdio("files", "/bin/mcp", List.of("--root", "a \"b\""), Map.of("KEY", "${SECRET}"));
	private static final AgentRecord AGENT = new AgentRecord(Sample.AGENT, new AgentDefinition("Claude", null),
			new DeviceLayer("/bin/claude", List.of("--acp"), Map.of("A", "1"), DeviceLayer.EnvMode.LOGIN, null, null, false, false, null, "opus", null), List.of("KEY"),
			false, Sample.NOON, Sample.NOON);

	private static EditAgentForm with(Policy policy, String confirmed, List<McpServer> mcp) {
		EditAgentForm form = EditAgentForm.of(AGENT);
		return new EditAgentForm(form.name(), form.program(), form.arguments(), form.environment(), form.clean(), form.folder(), form.autostart(),
				form.keepRunning(), policy, confirmed, form.model(), form.mode(), form.effort(), mcp);
	}

	@Test
	void anAgentAsItIsHasNoProblemAndNothingToChange() {
		EditAgentForm form = EditAgentForm.of(AGENT);
		assertEquals(Map.of(), form.problems(AGENT, List.of("Other")));
		Agents.Set set = form.set(CommandId.random(), AGENT, Map.of(), List.of());
		assertEquals(Map.of(), set.values());
		assertNull(set.confirmed());
	}

	@Test
	void onlyWhatDiffersIsChanged() {
		EditAgentForm form = new EditAgentForm(" Claude 2 ", "/bin/claude", "--acp\n--x y", "A=1\nB=x=y", true, "", true, false, Policy.ALLOW_READS, "", "",
				"plan", "", List.of());
		Agents.Set set = form.set(CommandId.random(), AGENT, Map.of("T", "v"), List.of("KEY"));
		assertEquals(Map.of("name", "Claude 2", "args", "[\"--acp\",\"--x y\"]", "env", "{\"A\":\"1\",\"B\":\"x=y\"}", "env-mode", "clean", "autostart", "true",
				"policy", "allow_reads", "model", "", "mode", "plan"), set.values());
		assertEquals(Map.of("T", "v"), set.secrets());
		assertEquals(List.of("KEY"), set.dropSecrets());
	}

	@Test
	void everythingIsAllowedOnlyIfTheNameIsTyped() {
		assertEquals(Set.of(Field.POLICY), with(Policy.ALLOW_ALL, "claude", List.of()).problems(AGENT, List.of()).keySet());
		EditAgentForm form = with(Policy.ALLOW_ALL, "Claude", List.of());
		assertEquals(Map.of(), form.problems(AGENT, List.of()));
		assertEquals("Claude", form.set(CommandId.random(), AGENT, Map.of(), List.of()).confirmed());
		assertFalse(with(Policy.ALLOW_EDITS, "", List.of()).confirms(AGENT));
	}

	@Test
	void problemsAreSaidAtTheirField() {
		EditAgentForm form = new EditAgentForm("Other", " ", "", "1A=x", false, "relative", false, false, Policy.ASK, "", "", "", "", List.of());
		assertEquals(Set.of(Field.NAME, Field.PROGRAM, Field.ENVIRONMENT, Field.FOLDER), form.problems(AGENT, List.of("Other")).keySet());
	}

	@Test
	void theHostReadsTheServersOfToolsThatAreWritten() {
		List<McpServer> servers = List.of(SERVER, new McpServer.Http("web", "https://example.org/mcp", Map.of("Authorization", "Bearer ${T}")),
				new McpServer.Sse("events", "http://localhost:1/", Map.of()));
		String json = with(Policy.ASK, "", servers).set(CommandId.random(), AGENT, Map.of(), List.of()).values().get("mcp");
		assertEquals(servers, List.of(Codec.read(json, McpServer[].class)));
	}

	@Test
	void aServerOfToolsSurvivesItsDialog() {
		for (McpServer server : List.of(SERVER, new McpServer.Http("web", "https://example.org/mcp", Map.of("X", "1")), new McpServer.Sse("s", "http://h/", Map.of()))) {
			assertEquals(server, McpForm.of(server).server());
			assertEquals(Map.of(), McpForm.of(server).problems(List.of()));
		}
	}

	@Test
	void problemsOfAServerAreSaid() {
		assertEquals(Set.of(McpForm.Field.NAME, McpForm.Field.PROGRAM), McpForm.EMPTY.problems(List.of()).keySet());
		McpForm web = new McpForm(McpForm.Kind.HTTP, "web", "", "", "file:///etc/passwd", "no header");
		assertEquals(Set.of(McpForm.Field.NAME, McpForm.Field.URL, McpForm.Field.PAIRS), web.problems(List.of("web")).keySet());
		assertTrue(new McpForm(McpForm.Kind.SSE, "x", "", "", "https://h", "A-b: c:d").problems(List.of()).isEmpty());
	}
}
