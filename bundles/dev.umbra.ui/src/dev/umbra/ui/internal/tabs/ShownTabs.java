package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.session.SessionWords;
import dev.umbra.ui.internal.start.StartPage;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * Makes the parts of the window equal to a list of the host: adopted by id, missing ones added, others removed, moved ones moved, in the
 * fewest steps ({@link TabPlan}). The same list a second time changes nothing. Of very many tabs only those nearby stand in
 * the row ({@link NearTabs}). What is done here is told from what the person does by {@link #isApplying}. On the SWT thread.
 */
final class ShownTabs {
	private final TabStage stage;
	private final ClientView view;
	private List<SessionId> order = List.of();
	private boolean restored;
	private boolean applying;
	/** Whether a start page was offered before: then somebody may be busy elsewhere. */
	private boolean offered;

	ShownTabs(TabStage stage, ClientView view) {
		this.stage = stage;
		this.view = view;
	}

	/** Whether the model changes because of this, not because of a person. */
	boolean isApplying() {
		return applying;
	}

	/** Whether a list of the host was applied. */
	boolean isRestored() {
		return restored;
	}

	/** All tabs in the host's order, also those that do not stand in the row; empty before the first list. */
	List<SessionId> order() {
		return order;
	}

	/** What it changes in the model is none of the person's doing. */
	void change(Runnable work) {
		boolean before = applying;
		applying = true;
		try {
			work.run();
		} finally {
			applying = before;
		}
	}

	/** @param ownPlace the window came with a place for sessions: the last active tab gets the focus at the first time */
	void apply(Tabs.Listing listing, boolean ownPlace) {
		change(() -> arrange(listing, ownPlace));
	}

	private void arrange(Tabs.Listing listing, boolean ownPlace) {
		if (!restored) {
			view.restore(listing.active(), listing.scroll());
			if (ownPlace && !listing.tabs().isEmpty()) {
				// an offer of the window before, which nobody took up
				stage.parts().stream().filter(part -> TabStage.sessionOf(part).isEmpty() && !StartPage.isBegun(part)).forEach(stage::remove);
			}
		}
		order = listing.tabs().stream().map(Tabs.Tab::session).toList();
		Set<SessionId> wanted = Set.copyOf(order);
		Set<SessionId> elsewhere = new HashSet<>();
		MPartStack stack = order.isEmpty() ? stage.stack() : stage.stackOrNew();
		List<MPart> here = stack == null ? List.of() : TabStage.tabs(stack);
		for (MPart part : stage.parts()) {
			TabStage.sessionOf(part).filter(session -> !here.contains(part)).ifPresent(session -> {
				if (wanted.contains(session)) {
					elsewhere.add(session);
				} else {
					stage.remove(part);
				}
			});
		}
		if (stack != null) {
			List<Tabs.Tab> row = listing.tabs().stream().filter(tab -> !elsewhere.contains(tab.session())).toList();
			List<SessionId> before = here.stream().map(TabStage::sessionOf).flatMap(Optional::stream).toList();
			arrange(stack, NearTabs.of(row, view.active(), before), wanted);
		}
		if (stack != null) {
			TabStage.readable(stack);
		}
		Map<SessionId, MPart> parts = stage.bySession();
		for (Tabs.Tab tab : listing.tabs()) {
			MPart part = parts.get(tab.session());
			if (part != null) {
				pinned(part, tab.pinned());
			}
		}
		if (!restored) {
			restored = true;
			restoreActive(listing, ownPlace);
		}
	}

	private void arrange(MPartStack stack, List<SessionId> want, Set<SessionId> wanted) {
		List<TabPlan.Slot> have = new ArrayList<>();
		List<MPart> parts = new ArrayList<>(TabStage.tabs(stack));
		TabStage.slots(parts, have);
		MPart selected = TabStage.selected(stack);
		for (TabPlan.Step step : TabPlan.steps(have, want, selected == null ? -1 : parts.indexOf(selected))) {
			switch (step) {
			case TabPlan.Step.Remove(int index) -> {
				// one that is only far away is scrolled to where it was when it comes near again
				TabStage.sessionOf(parts.get(index)).filter(session -> !wanted.contains(session)).ifPresent(view::forget);
				stage.remove(parts.remove(index));
			}
			case TabPlan.Step.Insert(int index, SessionId session) -> {
				MPart part = make(session);
				TabStage.insert(stack, index, part);
				parts.add(index, part);
			}
			case TabPlan.Step.Move(int from, int to) -> {
				TabStage.move(stack, from, to);
				parts.add(to, parts.remove(from));
			}
			}
		}
		if (stack.getSelectedElement() == null && !parts.isEmpty()) {
			TabStage.show(Optional.ofNullable(view.active()).flatMap(stage::part).filter(parts::contains).orElse(parts.getFirst()));
		}
	}

	/** A part that begins where the session was scrolled to. */
	private MPart make(SessionId session) {
		MPart part = stage.make(session);
		String scroll = view.scroll(session);
		if (scroll != null) {
			part.getPersistedState().put(dev.umbra.ui.Elements.SCROLL_KEY, scroll);
		}
		return part;
	}

	private void restoreActive(Tabs.Listing listing, boolean ownPlace) {
		SessionId active = listing.active();
		if (active != null) {
			stage.part(active).ifPresent(part -> {
				if (ownPlace) {
					stage.activate(part);
				} else {
					TabStage.show(part);
				}
			});
		}
	}

	/** In a window of our own there is always something to begin with. */
	void offerStart() {
		if (!stage.parts().isEmpty()) {
			return;
		}
		change(() -> {
			MPartStack stack = stage.stackOrNew();
			if (stack != null) {
				MPart part = stage.make(null);
				TabStage.insert(stack, 0, part);
				if (offered) {
					TabStage.show(part);
				} else {
					stage.activate(part);
				}
				offered = true;
			}
		});
	}

	private static void pinned(MPart part, boolean pinned) {
		TabStage.pinned(part, pinned);
		if (!pinned) {
			part.getTags().remove(IPresentationEngine.ADORNMENT_PIN);
		} else if (!part.getTags().contains(IPresentationEngine.ADORNMENT_PIN)) {
			part.getTags().add(IPresentationEngine.ADORNMENT_PIN);
		}
	}

	/** A tab that is not looked at has no content that could name it. */
	void label(List<SessionSummary> known) {
		Map<SessionId, SessionSummary> summaries = new HashMap<>();
		known.forEach(summary -> summaries.put(summary.id(), summary));
		stage.bySession().forEach((session, part) -> {
			SessionSummary summary = summaries.get(session);
			if (summary != null && part.getObject() == null && !summary.title().isBlank()) {
				String label = SessionWords.tab(summary);
				if (!label.equals(part.getLabel())) {
					part.setLabel(label);
					part.setTooltip(ForeignText.shownOnOneLine(summary.title()));
				}
			}
		});
	}

	/** Puts the tab of a session into the row: where the host has it, else at the end. @return null where there is no place for tabs */
	@Nullable MPart insert(SessionId session) {
		MPartStack stack = stage.stackOrNew();
		if (stack == null) {
			return null;
		}
		MPart part = make(session);
		int place = order.indexOf(session);
		List<MPart> row = TabStage.tabs(stack);
		int index = row.size();
		if (place >= 0) {
			Map<SessionId, Integer> places = new HashMap<>();
			for (int i = 0; i < order.size(); i++) {
				places.put(order.get(i), i);
			}
			index = (int) row.stream()
					.filter(each -> TabStage.sessionOf(each).map(other -> places.getOrDefault(other, Integer.MAX_VALUE) < place).orElse(false)).count();
		}
		insert(stack, index, part);
		return part;
	}

	/** @param index among the tabs of the stack */
	void insert(MPartStack stack, int index, MPart part) {
		change(() -> TabStage.insert(stack, index, part));
	}
}
