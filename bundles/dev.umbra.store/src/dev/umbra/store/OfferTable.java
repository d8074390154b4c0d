package dev.umbra.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;

/**
 * What agents offer to choose from, per agent and per session. In tables of their own and written only when they changed:
 * they are long, and the session's row changes often.
 */
final class OfferTable {
	private static final System.Logger LOG = System.getLogger(OfferTable.class.getName());

	private OfferTable() {
	}

	/** What a session knows of it. */
	record Offered(Offer offer, Map<String, String> wanted, List<McpServer> mcp) {
		static final Offered NONE = new Offered(Offer.NONE, Map.of(), List.of());

		Offered {
			offer = offer == null ? Offer.NONE : offer;
			wanted = wanted == null ? Map.of() : Map.copyOf(wanted);
			mcp = mcp == null ? List.of() : List.copyOf(mcp);
		}
	}

	static void put(Sql sql, long session, SessionSummary summary) throws SQLException {
		Offered offered = new Offered(summary.offer(), summary.wanted(), summary.mcp());
		if (offered.equals(Offered.NONE)) {
			sql.prepare("DELETE FROM session_offer WHERE session = ?").number(session).change();
		} else {
			sql.prepare("""
					INSERT INTO session_offer (session, offered) VALUES (?, ?) ON CONFLICT (session)
					DO UPDATE SET offered = excluded.offered WHERE offered <> excluded.offered""").number(session)
					.text(Codec.json(offered)).change();
		}
	}

	/** One that cannot be read is nothing: the agent tells it anew, and the session must open. */
	static Offered read(@Nullable String json, String session) {
		if (json == null) {
			return Offered.NONE;
		}
		try {
			return Codec.read(json, Offered.class);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "what the agent offered in session " + session + " cannot be read", e);
			return Offered.NONE;
		}
	}

	static Map<AgentId, Offer> ofAgents(Sql sql) throws SQLException {
		Map<AgentId, Offer> offers = new HashMap<>();
		try (Rows rows = sql.prepare("SELECT agent, offer FROM agent_offer").rows()) {
			while (rows.next()) {
				String agent = rows.text();
				try {
					offers.put(new AgentId(agent), Codec.read(rows.text(), Offer.class));
				} catch (RuntimeException e) {
					LOG.log(System.Logger.Level.WARNING, "what the agent " + agent + " offered cannot be read", e);
				}
			}
		}
		return Map.copyOf(offers);
	}

	/** Of an agent that is not kept, nothing is. */
	static void putOfAgent(Sql sql, AgentId agent, Offer offer) throws SQLException {
		sql.prepare("""
				INSERT INTO agent_offer (agent, offer) SELECT id, ? FROM agent WHERE id = ?
				ON CONFLICT (agent) DO UPDATE SET offer = excluded.offer WHERE offer <> excluded.offer""").text(Codec.json(offer))
				.text(agent.value()).change();
	}
}
