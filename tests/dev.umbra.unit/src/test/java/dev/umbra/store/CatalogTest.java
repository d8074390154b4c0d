package dev.umbra.store;

import static dev.umbra.store.Given.NOON;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.RuleId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Offer;

class CatalogTest {
	private static final DeviceLayer BARE = new DeviceLayer("umbra:demo", List.of(), Map.of(), EnvMode.LOGIN, null, null, false, false,
			null, null, null);
	private static final DeviceLayer FULL = new DeviceLayer("/bin/agent", List.of("--acp", "a b\n\"c\""), Map.of("A", "1", "B", ""),
			EnvMode.CLEAN, "/home/x", "claude", true, true, "plan", "model", "high", Policy.ALLOW_READS,
			List.of(new McpServer.Stdio("s", "/bin/mcp", List.of("-a"), Map.of("K", "${KEY}")),
					new McpServer.Http("h", "https://example.org/mcp", Map.of())));
	@TempDir
	Path folder;
	private SqliteStore store;

	@BeforeEach
	void open() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void anAgentComesBackInItsThreeLayers() {
		AgentRecord full = agent("a1", new AgentDefinition("Bär ✓", "reviewer"), FULL, List.of("KEY", "TOKEN"), true);
		AgentRecord bare = agent("a2", new AgentDefinition("demo", null), BARE, List.of(), false);
		assertEquals(1, await(store.saveAgent(full, null)));
		assertEquals(2, await(store.saveAgent(bare, null)));
		assertEquals(List.of(full, bare), await(store.agents()));
		assertEquals(2, await(store.revision("agents")));
	}

	@Test
	void savingAgainReplacesEveryLayer() {
		await(store.saveAgent(agent("a1", new AgentDefinition("one", "p"), FULL, List.of("KEY"), true), null));
		AgentRecord changed = agent("a1", new AgentDefinition("two", null), BARE, List.of("OTHER"), false);
		await(store.saveAgent(changed, null));
		assertEquals(List.of(changed), await(store.agents()));
	}

	@Test
	void removingAnAgentRemovesItsRowsAndKeepsItsSessions() throws Exception {
		AgentId id = new AgentId("agent-1");
		await(store.saveAgent(agent(id.value(), new AgentDefinition("demo", null), FULL, List.of("KEY"), false), null));
		SessionId session = new SessionId("s");
		await(store.commit(Given.session(session)));
		assertEquals(2, await(store.removeAgent(id, new CommandResult(new CommandId("c"), "agents/remove", "{}"))));
		assertEquals(List.of(), await(store.agents()));
		assertEquals(List.of("0"), Databases.query(store.file(),
				"SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM agent_device) + (SELECT count(*) FROM agent_secret)"));
		assertEquals(id, await(store.session(session)).orElseThrow().agent());
		assertEquals("demo", await(store.session(session)).orElseThrow().agentName());
		assertEquals(Optional.of("{}"), await(store.commandResult(new CommandId("c"))));
	}

	@Test
	void rulesComeBackInTheOrderTheyWereMadeAndGoWithTheirAgent() {
		AgentId agent = new AgentId("a1");
		await(store.saveAgent(agent("a1", new AgentDefinition("one", null), BARE, List.of(), false), null));
		Rule push = new Rule(new RuleId("z"), "no push ✓", RuleEffect.DENY, null, "execute", null, "git push*", NOON.plusSeconds(9));
		Rule docs = new Rule(new RuleId("b"), "docs", RuleEffect.ALLOW, agent, "edit", "docs/**", null, NOON);
		Rule ask = new Rule(new RuleId("a"), "ask", RuleEffect.ASK, null, null, null, null, NOON);
		await(rules(store).addRule(push, new CommandResult(new CommandId("c"), "rules/add", "{}")));
		await(rules(store).addRule(docs, null));
		await(rules(store).addRule(ask, null));
		assertEquals(List.of(push, docs, ask), await(rules(store).rules()));
		assertThrows(StoreException.class, () -> await(rules(store).addRule(push, null)));
		await(rules(store).removeRule(push.id(), null));
		await(rules(store).removeRule(push.id(), null));
		assertEquals(List.of(docs, ask), await(rules(store).rules()));
		await(store.removeAgent(agent, null));
		assertEquals(List.of(ask), await(rules(store).rules()));
		assertEquals(Optional.of("{}"), await(store.commandResult(new CommandId("c"))));
	}

	@Test
	void aRuleThatCannotBeReadIsNotLeftOutSilently() throws Exception {
		await(rules(store).addRule(new Rule(new RuleId("r"), "r", RuleEffect.DENY, null, "read", null, null, NOON), null));
		Databases.run(store.file(), "UPDATE rule SET effect = 'perhaps'");
		assertThrows(StoreException.class, () -> await(rules(store).rules()));
	}

	@Test
	void whatAnAgentOfferedLastComesBackAndGoesWithIt() {
		AgentId agent = new AgentId("a1");
		Offer offer = new Offer(List.of(new Offer.Mode("m", "M", null)), List.of(), List.of(new Offer.Command("c", "d", null)), true, true, false);
		await(store.saveOffer(agent, offer));
		assertEquals(Map.of(), await(store.offers()), "an agent of one run is not kept");
		await(store.saveAgent(agent("a1", new AgentDefinition("one", null), BARE, List.of(), false), null));
		await(store.saveOffer(agent, Offer.NONE));
		await(store.saveOffer(agent, offer));
		assertEquals(Map.of(agent, offer), await(store.offers()));
		await(store.removeAgent(agent, null));
		assertEquals(Map.of(), await(store.offers()));
	}

	@Test
	void thereIsNoPlaceForTheValueOfASecret() throws Exception {
		assertEquals(List.of("agent", "name"), Databases.query(store.file(), "SELECT name FROM pragma_table_info('agent_secret') ORDER BY cid"));
		List<String> columns = Databases.query(store.file(),
				"SELECT lower(t.name || '.' || c.name) FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'");
		assertTrue(columns.size() > 50, columns::toString);
		assertEquals(List.of("agent_secret.agent", "agent_secret.name"),
				columns.stream().filter(c -> c.contains("secret") || c.contains("password") || c.contains("token") && !c.endsWith("_tokens"))
						.sorted().toList());
	}

	@Test
	void anAgentThatCannotBeReadDoesNotHideTheOthers() throws Exception {
		AgentRecord good = agent("good", new AgentDefinition("good", null), BARE, List.of(), false);
		await(store.saveAgent(agent("bad", new AgentDefinition("bad", null), BARE, List.of(), false), null));
		await(store.saveAgent(good, null));
		Databases.run(store.file(), "UPDATE agent_device SET layer = '{nonsense' WHERE agent = 'bad'");
		assertEquals(List.of(good), await(store.agents()));
		assertEquals(List.of("2"), Databases.query(store.file(), "SELECT count(*) FROM agent"));
	}

	@Test
	void settingsAreOnlyThoseThatAPersonSet() {
		assertEquals(Map.of(), await(store.all()));
		await(store.put("idle-end", "PT1M", null));
		await(store.put("idle-end", "PT2M", new CommandResult(new CommandId("c"), "host/set", "{}")));
		await(store.put("odd\0key", "\ud800", null));
		assertEquals(Map.of("idle-end", "PT2M", "odd\0key", "\ud800"), await(store.all()));
		await(store.put("idle-end", null, null));
		assertEquals(Map.of("odd\0key", "\ud800"), await(store.all()));
	}

	@Test
	void aRepeatedCommandChangesNothing() {
		CommandResult command = new CommandResult(new CommandId("c"), "host/set", "{}");
		await(store.put("key", "first", command));
		assertThrows(StoreException.class, () -> await(store.put("key", "second", command)));
		assertThrows(StoreException.class, () -> await(store.removeAgent(new AgentId("a"), command)));
		assertEquals(Map.of("key", "first"), await(store.all()));
		assertEquals(0, await(store.revision("agents")));
	}

	private static AgentRecord agent(String id, AgentDefinition definition, DeviceLayer device, List<String> secrets, boolean adHoc) {
		return new AgentRecord(new AgentId(id), definition, device, secrets, adHoc, NOON, NOON.plusMillis(1));
	}
}
