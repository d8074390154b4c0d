package dev.umbra.ui.internal.agentlog;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Agents;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.AgentChooser;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.text.JsonText;

/**
 * The widgets of the Agent Log part: whose log, which of the two, the lines, and the selected one whole. {@link #signal} may be
 * called by any thread; all else belongs to the SWT thread.
 */
final class AgentLogView {
	/** Code units of the selected line that are laid out. */
	private static final int MOST_DETAIL = 200_000;

	private final Composite root;
	private final UISynchronize ui;
	private final Supplier<HostServices> services;
	private final LogFollowing following;
	private final Latch latch;
	private final AgentChooser agents;
	private final Button traffic;
	private final Text search;
	private final NoticeBar notice;
	private final LogTable table;
	private final Text detail;
	private final Label foot;
	private @Nullable Snapshots bound;
	private @Nullable Subscription subscription;
	private AgentLog.@Nullable Line detailed;
	private boolean dark;
	/** Of the host that counted the lines: another one counts from the beginning. */
	private String epoch = "";

	/** @param chosen told when the person chooses another agent */
	AgentLogView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, Consumer<AgentId> chosen) {
		this.root = root;
		this.ui = ui;
		this.services = services;
		latch = new Latch(ui, this::refresh);
		following = new LogFollowing(this::source, clock, latch::signal);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		Composite top = new Composite(root, SWT.NONE);
		RowLayout row = new RowLayout(SWT.HORIZONTAL);
		row.wrap = true;
		row.center = true;
		row.spacing = Space.NEAR;
		row.marginLeft = row.marginRight = Space.NEAR;
		top.setLayout(row);
		top.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		agents = new AgentChooser(top, Messages.agent_name, agent -> {
			chosen.accept(agent);
			show(agent);
		});
		agents.control().setLayoutData(new RowData(180, SWT.DEFAULT));
		Composite kinds = Named.named(new Composite(top, SWT.NONE), Messages.kind_name);
		RowLayout beside = new RowLayout(SWT.HORIZONTAL);
		beside.spacing = Space.NEAR;
		kinds.setLayout(beside);
		kind(kinds, Messages.kind_log, Messages.kind_log_tip, true);
		traffic = kind(kinds, Messages.kind_traffic, Messages.kind_traffic_tip, false);
		search = Named.named(new Text(top, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.search_name);
		search.setMessage(Messages.search_hint);
		search.setLayoutData(new RowData(160, SWT.DEFAULT));
		search.addListener(SWT.Modify, event -> latch.signal());
		ToolBar tools = Named.named(new ToolBar(top, SWT.FLAT), Messages.tools_name);
		tool(tools, Icon.COPY, Messages.copy_tip, this::copy);
		tool(tools, Icon.CLEAR, Messages.clear_tip, this::clear);
		notice = new NoticeBar(root);
		SashForm sash = new SashForm(root, SWT.VERTICAL);
		sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		table = new LogTable(sash);
		table.control().addListener(SWT.Selection, event -> detail());
		table.control().addListener(SWT.KeyDown, event -> {
			if (event.stateMask == SWT.MOD1 && event.keyCode == 'c') {
				copy();
			}
		});
		menu();
		detail = Named.named(new Text(sash, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.WRAP), Messages.detail_name);
		detail.setFont(JFaceResources.getTextFont());
		sash.setWeights(70, 30);
		// where there is little height, what is selected stands beside
		sash.addListener(SWT.Resize, event -> {
			int orientation = sash.getSize().x > 2 * sash.getSize().y ? SWT.HORIZONTAL : SWT.VERTICAL;
			if (sash.getOrientation() != orientation) {
				sash.setOrientation(orientation);
			}
		});
		foot = new Label(root, SWT.WRAP);
		GridData words = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
		words.horizontalIndent = Space.NEAR;
		foot.setLayoutData(words);
		Painted.byUs(foot);
		recolor();
		root.addListener(SWT.Paint, event -> {
			if (Palette.of(root).dark() != dark) {
				latch.signal();
			}
		});
		root.addListener(SWT.Dispose, event -> close());
		refresh();
	}

	private LogFollowing.@Nullable Source source() {
		Agents present = services.get().agents();
		return present == null ? null : present::log;
	}

	private Button kind(Composite parent, String label, String tip, boolean on) {
		Button radio = new Button(parent, SWT.RADIO);
		radio.setText(label);
		radio.setToolTipText(tip);
		radio.setSelection(on);
		radio.addListener(SWT.Selection, event -> {
			if (radio.getSelection()) {
				follow(following.agent());
			}
		});
		return radio;
	}

	private static void tool(ToolBar bar, Icon icon, String tip, Runnable run) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> run.run());
	}

	private void menu() {
		Menu menu = new Menu(table.control());
		for (var each : List.of(new NoticeBar.Action(Messages.menu_copy, this::copy), new NoticeBar.Action(Messages.menu_clear, this::clear))) {
			MenuItem item = new MenuItem(menu, SWT.PUSH);
			item.setText(each.label());
			item.addListener(SWT.Selection, event -> each.run().run());
		}
		table.control().setMenu(menu);
	}

	/** There may be something new. Any thread. */
	void signal() {
		following.again();
		latch.signal();
	}

	void focus() {
		table.control().setFocus();
	}

	/** Follows this agent. */
	void show(AgentId agent) {
		if (!agent.equals(following.agent())) {
			follow(agent);
		}
	}

	private void follow(@Nullable AgentId agent) {
		following.follow(agent, traffic.getSelection() ? AgentLog.Kind.TRAFFIC : AgentLog.Kind.LOG);
		latch.signal();
	}

	private void clear() {
		following.lines().clear();
		latch.signal();
	}

	private void copy() {
		String text = table.text();
		if (text.isEmpty()) {
			return;
		}
		Clipboard clipboard = new Clipboard(root.getDisplay());
		try {
			clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	/** The latch's work. */
	private void refresh() {
		if (root.isDisposed()) {
			return;
		}
		bind();
		if (Palette.of(root).dark() != dark) {
			recolor();
		}
		list();
		table.show(following.lines().having(search.getText()));
		detail();
		String failure = following.failure();
		if (failure == null) {
			notice.clear();
		} else {
			notice.show(Icon.FAILED, failure, new NoticeBar.Action(Messages.retry, following::again));
		}
		foot();
	}

	private void foot() {
		long lost = following.lines().lost();
		String state = following.agent() == null ? Messages.foot_none
				: lost > 0 ? NLS.bind(Messages.foot_lost, lost) : table.control().getItemCount() == 0 ? Messages.foot_empty : "";
		String words = state.isEmpty() ? Messages.foot_secrets : state + " " + Messages.foot_secrets;
		if (!words.equals(foot.getText())) {
			foot.setText(words);
			root.layout();
		}
	}

	/** The agents there are; the first is followed if none was chosen. */
	private void list() {
		Snapshots present = bound;
		Agents.Listing listing = present == null ? null : present.agents().now().value();
		if (listing == null) {
			return;
		}
		AgentId agent = following.agent();
		if (!listing.epoch().equals(epoch)) {
			boolean first = epoch.isEmpty();
			epoch = listing.epoch();
			if (agent != null && !first) {
				follow(agent);
			}
		}
		AgentId shown = agents.show(listing.agents(), agent);
		if (shown != null && !shown.equals(agent)) {
			follow(shown);
		}
	}

	/** The selected line whole, laid out apart from this thread. */
	private void detail() {
		AgentLog.Line line = table.focused();
		if (line == detailed) {
			return;
		}
		detailed = line;
		if (line == null) {
			detail.setText("");
			return;
		}
		Threads.virtual("log-detail", () -> {
			String text = ForeignText.shortened(ForeignText.clean(JsonText.pretty(line.text())), MOST_DETAIL);
			String whole = line.bytes() > line.text().length() * 4L ? NLS.bind(Messages.detail_cut, line.bytes()) + "\n" + text : text;
			ui.asyncExec(() -> {
				if (!detail.isDisposed() && detailed == line) {
					detail.setText(whole);
				}
			});
		});
	}

	private void bind() {
		Snapshots present = services.get().snapshots();
		if (present == bound) {
			return;
		}
		if (subscription != null) {
			subscription.close();
			subscription = null;
		}
		bound = present;
		if (present != null) {
			subscription = present.agents().onChange(latch::signal);
			present.agents().pull();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		for (Control each : List.of(search.getParent(), traffic.getParent(), foot, detail)) {
			each.setBackground(palette.surface());
		}
		detail.setForeground(palette.text());
		foot.setForeground(palette.dim());
		notice.recolor();
		table.control().clearAll();
	}

	private void close() {
		latch.close();
		following.close();
		if (subscription != null) {
			subscription.close();
		}
	}
}
