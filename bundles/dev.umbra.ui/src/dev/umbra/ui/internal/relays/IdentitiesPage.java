package dev.umbra.ui.internal.relays;

import java.util.List;
import java.util.function.Supplier;

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
import dev.umbra.core.api.Identities;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** The identities of this device, and what can be done with them. On the SWT thread. */
final class IdentitiesPage {
	private static final int[] SHARES = { 28, 14, 14, 44 };
	private static final int ROWS = 5;
	private final Supplier<HostServices> services;
	private final Runnable changed;
	private final Runnable resized;
	private final Composite area;
	private final Table table;
	private final Text npub;
	private final Button copy;
	private final Button use;
	private final Button export;
	private final Button remove;
	private final Label empty;
	private final Label problem;
	private final Label told;
	private List<Identities.One> shown = List.of();

	IdentitiesPage(Composite parent, Supplier<HostServices> services, Runnable changed, Runnable resized) {
		this.services = services;
		this.changed = changed;
		this.resized = resized;
		area = Fields.grid(parent, 1);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Fields.note(area, Messages.identities_note);
		table = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.identities_name);
		table.setHeaderVisible(true);
		GridData rows = new GridData(SWT.FILL, SWT.FILL, true, true);
		rows.heightHint = table.getItemHeight() * ROWS;
		rows.minimumHeight = table.getHeaderHeight() + 2 * table.getItemHeight();
		table.setLayoutData(rows);
		Columns.share(table, List.of(Messages.column_name, Messages.column_use, Messages.column_records, Messages.column_key), SHARES);
		table.addListener(SWT.Selection, event -> selected());
		empty = Fields.note(area, Messages.identities_none);
		Fields.show(empty, false);
		Composite key = Fields.grid(area, 3);
		Fields.label(key, Messages.npub);
		npub = Fields.line(key, Messages.npub_name, SWT.READ_ONLY);
		copy = new Button(key, SWT.PUSH);
		copy.setText(Messages.npub_copy);
		copy.addListener(SWT.Selection, event -> {
			Copied.text(table.getDisplay(), npub.getText());
			tell(Messages.npub_copied);
		});
		Composite buttons = Fields.grid(area, 5);
		use = Fields.button(buttons, Messages.use, this::use);
		Fields.button(buttons, Messages.create, this::create);
		Fields.button(buttons, Messages.take, this::take);
		export = Fields.button(buttons, Messages.export, this::export);
		remove = Fields.button(buttons, Messages.identity_remove, this::remove);
		problem = Fields.problem(area);
		told = Fields.note(area, "");
		Fields.show(told, false);
		selected();
	}

	private void grown() {
		area.layout(true, true);
		resized.run();
	}

	void show(Known<Identities.Listing> known) {
		Identities.Listing listing = known.value();
		List<Identities.One> all = listing == null ? List.of() : listing.identities();
		Identities.One selected = selection();
		shown = all;
		for (int i = 0; i < all.size(); i++) {
			Identities.One one = all.get(i);
			TableItem item = i < table.getItemCount() ? table.getItem(i) : new TableItem(table, SWT.NONE);
			item.setText(new String[] { ForeignText.shownOnOneLine(one.name()), one.current() ? Messages.in_use : "", Integer.toString(one.records()), one.npub() });
		}
		if (table.getItemCount() > all.size()) {
			table.remove(all.size(), table.getItemCount() - 1);
		}
		int at = -1;
		for (int i = 0; i < all.size(); i++) {
			boolean same = selected != null && all.get(i).pubkey().equals(selected.pubkey());
			if (same || at < 0 && all.get(i).current()) {
				at = i;
			}
			if (same) {
				break;
			}
		}
		if (at >= 0 && table.getSelectionIndex() != at) {
			table.select(at);
		}
		boolean nobody = listing != null && all.isEmpty();
		if (nobody != empty.getVisible()) {
			Fields.show(empty, nobody);
			grown();
		}
		if (known.failure() != null && listing == null) {
			say(known.failure());
		}
		selected();
	}

	private Identities.@Nullable One selection() {
		int at = table.getSelectionIndex();
		return at < 0 || at >= shown.size() ? null : shown.get(at);
	}

	private void selected() {
		Identities.One one = selection();
		String key = one == null ? "" : one.npub();
		if (!npub.getText().equals(key)) {
			npub.setText(key);
		}
		copy.setEnabled(one != null);
		use.setEnabled(one != null && !one.current());
		export.setEnabled(one != null);
		remove.setEnabled(one != null);
	}

	private @Nullable Identities service() {
		return services.get().get(Identities.class);
	}

	private void use() {
		Identities.One one = selection();
		if (one != null) {
			say(null);
			use.setEnabled(false);
			HostAnswers.ask(area, service(), identities -> identities.use(new Identities.Use(CommandId.random(), one.npub())), used -> changed.run(), refused -> {
				selected();
				say(refused);
			});
		}
	}

	private void create() {
		open(Messages.new_title, Messages.new_yes, new NewIdentityForm(this::service));
	}

	private void take() {
		Identities.One current = shown.stream().filter(Identities.One::current).findFirst().orElse(null);
		open(Messages.import_title, Messages.import_yes, new ImportForm(this::service, current));
	}

	private void export() {
		Identities.One one = selection();
		if (one != null) {
			open(NLS.bind(Messages.export_title, ForeignText.shownOnOneLine(one.name())), Messages.export_yes, new ExportForm(this::service, one, this::tell));
		}
	}

	private void remove() {
		Identities.One one = selection();
		if (one != null) {
			open(NLS.bind(Messages.remove_title, ForeignText.shownOnOneLine(one.name())), Messages.remove_yes, new RemoveIdentityForm(this::service, one));
		}
	}

	private void open(String title, String yes, Form form) {
		say(null);
		tell(null);
		new FormDialog(area.getShell(), title, yes, form).open();
		if (!area.isDisposed()) {
			changed.run();
		}
	}

	/** What was done, in words. */
	private void tell(@Nullable String words) {
		if (!told.isDisposed() && Fields.say(told, words)) {
			grown();
		}
	}

	private void say(@Nullable Failure refused) {
		if (Fields.say(problem, refused == null ? null : HostAnswers.words(refused))) {
			grown();
		}
	}
}
