package dev.umbra.ui.internal.relays;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** The relays with how they stand, everything about the selected one, and what adds one. On the SWT thread. */
final class RelayListPage {
	private static final int[] SHARES = { 34, 23, 20, 11, 11 };
	private static final int ROWS = 5;
	private static final int LINES = 7;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final Runnable changed;
	private final Runnable resized;
	private final Composite area;
	private final Label old;
	private final Table table;
	private final Text details;
	private final Button sync;
	private final Button mode;
	private final Button remove;
	private final Label problem;
	private final AddRelayRow adding;
	private List<RelayStatus> shown = List.of();

	/** @param changed something is another at the host now */
	RelayListPage(Composite parent, InstantSource clock, Supplier<HostServices> services, Runnable changed, Runnable resized) {
		this.clock = clock;
		this.services = services;
		this.changed = changed;
		this.resized = resized;
		area = Fields.grid(parent, 1);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Fields.note(area, Messages.relays_note);
		old = Fields.problem(area);
		table = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.relays_name);
		table.setHeaderVisible(true);
		GridData rows = new GridData(SWT.FILL, SWT.FILL, true, true);
		rows.heightHint = table.getItemHeight() * ROWS;
		// on a low screen these two give way, so that the fields below stay in sight
		rows.minimumHeight = table.getHeaderHeight() + 2 * table.getItemHeight();
		table.setLayoutData(rows);
		Columns.share(table, List.of(Messages.column_relay, Messages.column_state, Messages.column_mode, Messages.column_identity, Messages.column_out), SHARES);
		details = Named.named(new Text(area, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), Messages.details_name);
		GridData lines = new GridData(SWT.FILL, SWT.FILL, true, true);
		lines.heightHint = details.getLineHeight() * LINES;
		lines.minimumHeight = details.getLineHeight() * 3;
		lines.widthHint = 200;
		details.setLayoutData(lines);
		Composite buttons = Fields.grid(area, 3);
		sync = Fields.button(buttons, Messages.sync, this::sync);
		mode = Fields.button(buttons, Messages.mode_change_buzz, this::mode);
		remove = Fields.button(buttons, Messages.relay_remove, this::remove);
		sync.setToolTipText(Messages.sync_tip);
		problem = Fields.problem(area);
		adding = new AddRelayRow(area, services, changed, this::grown);
		((GridData) adding.getLayoutData()).verticalIndent = Space.NEAR;
		table.addListener(SWT.Selection, event -> selected(Map.of()));
		table.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.DEL && remove.isEnabled()) {
				remove();
			}
		});
	}

	private void grown() {
		area.layout(true, true);
		resized.run();
	}

	/** @see AddRelayRow#propose */
	void propose(String url) {
		adding.propose(url);
	}

	/** @param identities null while they are not known */
	void show(Known<Relays.Listing> known, Identities.@Nullable Listing identities) {
		Map<PublicKey, String> names = new HashMap<>();
		if (identities != null) {
			identities.identities().forEach(one -> names.put(one.pubkey(), one.name()));
		}
		List<RelayStatus> relays = known.value() == null ? List.of() : known.value().relays();
		RelayLink selected = selection() == null ? null : selection().link();
		shown = relays;
		Palette palette = Palette.of(table);
		for (int i = 0; i < relays.size(); i++) {
			row(i < table.getItemCount() ? table.getItem(i) : new TableItem(table, SWT.NONE), relays.get(i), names, palette);
		}
		if (table.getItemCount() > relays.size()) {
			table.remove(relays.size(), table.getItemCount() - 1);
		}
		int at = selected == null ? -1 : links().indexOf(selected);
		if (at < 0 && selected != null) {
			// the same one, in another mode now
			at = links().stream().map(link -> link.relay().url() + link.identity()).toList().indexOf(selected.relay().url() + selected.identity());
		}
		if (at < 0 && !relays.isEmpty()) {
			at = 0;
		}
		if (at >= 0 && table.getSelectionIndex() != at) {
			table.select(at);
		}
		selected(names);
		String trouble = known.failure() == null ? null : HostAnswers.words(known.failure());
		if (relays.isEmpty()) {
			write(trouble != null ? trouble : known.asked() ? Messages.relays_none : Messages.asking);
		}
		if (Fields.say(old, trouble == null || relays.isEmpty() ? null : NLS.bind(Messages.relays_old, trouble))) {
			grown();
		}
	}

	private List<RelayLink> links() {
		return shown.stream().map(RelayStatus::link).toList();
	}

	private static void row(TableItem item, RelayStatus relay, Map<PublicKey, String> names, Palette palette) {
		String identity = names.getOrDefault(relay.link().identity(), relay.link().identity().value().substring(0, 8));
		String[] cells = { RelayWords.url(relay), RelayWords.state(relay.state()), RelayWords.mode(relay.link().mode()), ForeignText.shownOnOneLine(identity),
				RelayWords.pending(relay) };
		for (int i = 0; i < cells.length; i++) {
			if (!item.getText(i).equals(cells[i])) {
				item.setText(i, cells[i]);
			}
		}
		item.setImage(0, Dots.image(switch (RelayWords.tone(relay)) {
		case NONE -> palette.dim();
		case GOOD -> palette.ok();
		case BUSY -> palette.busy();
		case WARNING -> palette.warning();
		case BAD -> palette.error();
		}, true));
		item.setData(identity);
	}

	private @Nullable RelayStatus selection() {
		int at = table.getSelectionIndex();
		return at < 0 || at >= shown.size() ? null : shown.get(at);
	}

	private void selected(Map<PublicKey, String> names) {
		RelayStatus relay = selection();
		sync.setEnabled(!shown.isEmpty());
		mode.setEnabled(relay != null);
		remove.setEnabled(relay != null);
		if (relay != null) {
			String identity = names.get(relay.link().identity());
			write(RelayWords.details(relay, identity != null ? identity : (String) table.getItem(table.getSelectionIndex()).getData(), clock.instant()));
			String words = relay.link().mode() == RelayMode.PRIVATE ? Messages.mode_change_buzz : Messages.mode_change_private;
			if (!mode.getText().equals(words)) {
				mode.setText(words);
				mode.requestLayout();
			}
		}
	}

	/** Keeps the place of who reads it. */
	private void write(String words) {
		if (!details.getText().replace("\r\n", "\n").equals(words)) {
			int top = details.getTopIndex();
			details.setText(words);
			details.setTopIndex(top);
		}
	}

	private void sync() {
		RelayStatus relay = selection();
		String url = relay == null ? null : relay.link().relay().url();
		ask(sync, service -> service.sync(new Relays.Sync(url)));
	}

	private void mode() {
		RelayStatus relay = selection();
		if (relay == null) {
			return;
		}
		RelayMode wanted = relay.link().mode() == RelayMode.PRIVATE ? RelayMode.BUZZ_COMPATIBLE : RelayMode.PRIVATE;
		String words = NLS.bind(Messages.mode_sure, new Object[] { RelayWords.url(relay), RelayWords.mode(wanted), RelayWords.visible(wanted) });
		if (sure(Messages.mode_title, words, Messages.mode_yes)) {
			ask(mode, service -> service.add(new Relays.Add(CommandId.random(), relay.link().relay().url(), wanted, relay.link().identity())));
		}
	}

	private void remove() {
		RelayStatus relay = selection();
		if (relay != null && sure(Messages.relay_remove_title, NLS.bind(Messages.relay_remove_sure, RelayWords.url(relay), RelayWords.pending(relay)),
				Messages.relay_remove_yes)) {
			ask(remove, service -> service.remove(new Relays.Remove(CommandId.random(), relay.link().relay().url(), relay.link().identity())));
		}
	}

	private boolean sure(String title, String words, String yes) {
		return new MessageDialog(area.getShell(), title, null, words.replace("&", "&&"), MessageDialog.QUESTION, 1, yes, IDialogConstants.CANCEL_LABEL).open() == 0;
	}

	private <T> void ask(Button button, Function<Relays, CompletionStage<Outcome<T>>> call) {
		say(null);
		button.setEnabled(false);
		HostAnswers.ask(area, services.get().get(Relays.class), call, done -> {
			button.setEnabled(true);
			changed.run();
		}, refused -> {
			button.setEnabled(true);
			say(refused);
		});
	}

	private void say(@Nullable Failure refused) {
		if (Fields.say(problem, refused == null ? null : HostAnswers.words(refused))) {
			grown();
		}
	}
}
