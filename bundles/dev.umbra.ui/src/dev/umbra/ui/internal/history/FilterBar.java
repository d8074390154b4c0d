package dev.umbra.ui.internal.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** The filters: agent, folder, days, state; they wrap in a narrow part. On the SWT thread. */
final class FilterBar {
	/** @param key what the host is asked for @param name what the person reads */
	record Agent(String key, String name) {
	}

	private static final int WIDTH = 150;
	private final Composite bar;
	private final Runnable changed;
	private final Combo agent;
	private final Combo folder;
	private final Combo days;
	private final Combo state;
	private final Composite range;
	private final DateTime from;
	private final DateTime until;
	private List<Agent> agents = List.of();

	/** @param changed told when the person sets another filter */
	FilterBar(Composite parent, Runnable changed) {
		this.changed = changed;
		bar = new Composite(parent, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.center = true;
		layout.spacing = Space.TIGHT;
		layout.marginLeft = layout.marginRight = Space.NEAR;
		bar.setLayout(layout);
		agent = combo(SWT.READ_ONLY, Messages.filter_agent, List.of(Messages.filter_any_agent));
		state = combo(SWT.READ_ONLY, Messages.filter_state,
				Arrays.stream(PastQuestion.State.values()).map(FilterBar::words).toList());
		days = combo(SWT.READ_ONLY, Messages.filter_days,
				List.of(Messages.filter_any_day, Messages.filter_today, Messages.filter_week, Messages.filter_month, Messages.filter_range));
		range = new Composite(bar, SWT.NONE);
		RowLayout beside = new RowLayout(SWT.HORIZONTAL);
		beside.center = true;
		beside.spacing = Space.TIGHT;
		beside.marginLeft = beside.marginRight = beside.marginTop = beside.marginBottom = 0;
		range.setLayout(beside);
		from = day(Messages.filter_from);
		new Label(range, SWT.NONE).setText("–");
		until = day(Messages.filter_until);
		range.setLayoutData(new RowData());
		folder = combo(SWT.NONE, Messages.filter_folder, List.of());
		folder.addListener(SWT.Modify, event -> changed.run());
		set(PastFilters.none(LocalDate.now()));
	}

	private static String words(PastQuestion.State state) {
		return switch (state) {
		case ANY -> Messages.filter_any_state;
		case WORKING -> Messages.filter_working;
		case WAITING -> Messages.filter_waiting;
		case IDLE -> Messages.filter_idle;
		case INTERRUPTED -> Messages.filter_interrupted;
		case FAILED -> Messages.filter_failed;
		case OPEN -> Messages.filter_open;
		case CLOSED -> Messages.filter_closed;
		};
	}

	private Combo combo(int style, String name, List<String> choices) {
		Combo combo = Named.named(new Combo(bar, SWT.DROP_DOWN | style), name);
		combo.setToolTipText(name);
		combo.setLayoutData(new RowData(WIDTH, SWT.DEFAULT));
		combo.setItems(choices.toArray(String[]::new));
		combo.select(0);
		combo.addListener(SWT.Selection, event -> changed());
		return combo;
	}

	private DateTime day(String name) {
		DateTime day = Named.named(new DateTime(range, SWT.DATE | SWT.MEDIUM), name);
		day.setToolTipText(name);
		day.addListener(SWT.Selection, event -> changed());
		return day;
	}

	Composite control() {
		return bar;
	}

	private void changed() {
		ranged();
		changed.run();
	}

	/** The days of a range are there only for one. */
	private void ranged() {
		boolean wanted = days.getSelectionIndex() == PastFilters.Days.RANGE.ordinal();
		RowData place = (RowData) range.getLayoutData();
		if (place.exclude == wanted) {
			place.exclude = !wanted;
			range.setVisible(wanted);
			bar.getParent().layout(true, true);
		}
	}

	/** What can be chosen; what is chosen stays. */
	void offer(List<Agent> newAgents, List<String> folders) {
		if (!newAgents.equals(agents)) {
			String chosen = agent();
			agents = newAgents;
			List<String> names = new ArrayList<>(List.of(Messages.filter_any_agent));
			newAgents.forEach(each -> names.add(ForeignText.shownOnOneLine(each.name())));
			agent.setItems(names.toArray(String[]::new));
			agent.select(indexOf(chosen));
		}
		if (!folders.equals(List.of(folder.getItems()))) {
			String typed = folder.getText();
			folder.setItems(folders.toArray(String[]::new));
			folder.setText(typed);
		}
	}

	private int indexOf(@Nullable String key) {
		for (int i = 0; i < agents.size(); i++) {
			if (Objects.equals(agents.get(i).key(), key)) {
				return i + 1;
			}
		}
		return 0;
	}

	private @Nullable String agent() {
		int index = agent.getSelectionIndex();
		return index > 0 && index <= agents.size() ? agents.get(index - 1).key() : null;
	}

	PastFilters filters() {
		return new PastFilters(agent(), folder.getText(), PastFilters.Days.values()[Math.max(0, days.getSelectionIndex())], date(from),
				date(until), PastQuestion.State.values()[Math.max(0, state.getSelectionIndex())]);
	}

	void set(PastFilters filters) {
		agent.select(indexOf(filters.agent()));
		folder.setText(filters.folder());
		days.select(filters.days().ordinal());
		state.select(filters.state().ordinal());
		set(from, filters.from());
		set(until, filters.until());
		ranged();
	}

	private static LocalDate date(DateTime field) {
		return LocalDate.of(field.getYear(), field.getMonth() + 1, field.getDay());
	}

	private static void set(DateTime field, LocalDate date) {
		field.setDate(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
	}

	/** Everything in it that has a background of its own. */
	List<Control> surfaces() {
		return List.of(bar, range);
	}
}
