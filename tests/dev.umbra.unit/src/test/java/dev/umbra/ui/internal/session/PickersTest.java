package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/** What the buttons below the composer say and offer. */
class PickersTest {
	private static final List<Offer.Mode> MODES = List.of(new Offer.Mode("ask", "Ask", "Asks first"), new Offer.Mode("code", "Code", null));

	private static SessionSummary summary(Offer offer, @Nullable String mode, Map<String, String> wanted) {
		return new SessionSummary(new SessionId("s"), new AgentId("a"), "demo", "", false, SessionStatus.IDLE, "/work", List.of(), null, null, mode,
				null, null, offer, wanted, List.of(), null, null, null, null, Usage.NONE, 0, false, false, 1, Instant.EPOCH, Instant.EPOCH, null);
	}

	private static Offer offer(List<Offer.Mode> modes, Offer.Option... options) {
		return new Offer(modes, List.of(options), List.of(), false, false, false);
	}

	private static Offer.Option select(String id, @Nullable String category, String value, Offer.Choice... choices) {
		return new Offer.Option(id, "The " + id, "about " + id, category, "select", value, List.of(choices));
	}

	private static Offer.Choice choice(String value, @Nullable String group) {
		return new Offer.Choice(value, value.toUpperCase(Locale.ROOT), null, group);
	}

	@Test
	void beforeTheAgentHasSaidAnythingTheButtonsAreThereAndOff() {
		List<Pickers.Picker> pickers = Pickers.of(summary(Offer.NONE, null, Map.of()));
		assertEquals(List.of("Mode", "Model", "Effort"), pickers.stream().map(Pickers.Picker::label).toList());
		assertTrue(pickers.stream().allMatch(each -> each.settings().isEmpty() && each.tip().contains("not known")));
	}

	@Test
	void whatAnAgentDoesNotOfferHasNoButton() {
		List<Pickers.Picker> pickers = Pickers.of(summary(offer(MODES), "ask", Map.of()));
		assertEquals(List.of("Mode"), pickers.stream().map(Pickers.Picker::name).toList());
		assertEquals("Ask", pickers.getFirst().label());
		assertEquals(new Pickers.Setting.Select("mode", "Mode", List.of(new Pickers.Choice("ask", "Ask", "Asks first", null, true),
				new Pickers.Choice("code", "Code", null, null, false))), pickers.getFirst().settings().getFirst());
	}

	@Test
	void aWishIsShownAsOneUntilTheAgentHasIt() {
		Pickers.Picker asked = Pickers.of(summary(offer(MODES), "ask", Map.of("mode", "code"))).getFirst();
		assertEquals("Code", asked.label());
		assertTrue(asked.waiting());
		assertTrue(asked.tip().contains("not confirmed"), asked.tip());
		Pickers.Picker confirmed = Pickers.of(summary(offer(MODES), "code", Map.of("mode", "code"))).getFirst();
		assertFalse(confirmed.waiting());
	}

	@Test
	void anOptionForTheModeGoesBeforeTheModesOfOlderAgents() {
		SessionSummary summary = summary(offer(MODES, select("m", "mode", "plan", choice("plan", null))), "ask", Map.of());
		Pickers.Picker mode = Pickers.of(summary).getFirst();
		assertEquals("option:m", mode.settings().getFirst().key());
		assertEquals("PLAN", mode.label());
		assertEquals("PLAN", Pickers.modeName(summary));
	}

	@Test
	void modelAndEffortHaveTheirButtonsAndTheRestHasOne() {
		SessionSummary summary = summary(offer(List.of(), select("model", "model", "big", choice("big", "Ours"), choice("small", "Theirs")),
				select("effort", "thought_level", "high", choice("high", null)), select("tone", null, "dry", choice("dry", null)),
				new Offer.Option("fast", "Fast & loose", null, null, "boolean", "false", List.of()),
				new Offer.Option("dial", "Dial", null, null, "slider", "7", List.of())), null, Map.of("option:fast", "true"));
		List<Pickers.Picker> pickers = Pickers.of(summary);
		assertEquals(List.of("Model", "Effort", "Options"), pickers.stream().map(Pickers.Picker::name).toList());
		Pickers.Setting.Select model = (Pickers.Setting.Select) pickers.getFirst().settings().getFirst();
		assertEquals(List.of("Ours", "Theirs"), model.choices().stream().map(Pickers.Choice::group).toList());
		Pickers.Picker options = pickers.getLast();
		assertTrue(options.isCollection() && options.waiting());
		assertEquals(new Pickers.Setting.Check("option:fast", "Fast & loose", null, true), options.settings().get(1));
		assertEquals(new Pickers.Setting.Fixed("option:dial", "Dial", "7"), options.settings().get(2));
	}

	@Test
	void aSingleOtherOptionHasAButtonOfItsOwn() {
		Pickers.Picker pace = Pickers.of(summary(offer(List.of(), select("pace", null, "slow", choice("slow", null))), null, Map.of())).getFirst();
		assertEquals("The pace", pace.name());
		assertEquals("SLOW", pace.label());
		assertFalse(pace.isCollection());
		Pickers.Picker switched = Pickers.of(summary(offer(List.of(), new Offer.Option("fast", "Fast", null, null, "boolean", "true", List.of())), null, Map.of()))
				.getFirst();
		assertEquals("Options", switched.label());
		assertTrue(switched.isCollection());
	}

	@Test
	void foreignNamesCannotReorderOrFloodTheBar() {
		Pickers.Picker mode = Pickers.of(summary(offer(List.of(new Offer.Mode("x", "a\u202Eb\n" + "long ".repeat(20), null))), "x", Map.of())).getFirst();
		assertTrue(mode.label().startsWith("a⟨U+202E⟩b") && mode.label().length() <= 32, mode.label());
	}

	@Test
	void aNameThatIsNotKnownIsTheIdItself() {
		assertEquals("secret", Pickers.modeName(summary(offer(MODES), "secret", Map.of())));
		assertNull(Pickers.modeName(summary(offer(MODES), null, Map.of())));
	}
}
