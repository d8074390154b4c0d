package dev.umbra.ui.internal.transcript;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.text.JsonText;

/** What waited or waits for the person, and what was answered, by whom or by what. Pure. */
final class AskedRows {
	private static final int LONGEST_VALUE = 400;

	private AskedRows() {
	}

	static Row permission(Entry entry, Detail.Permission permission) {
		Pen pen = question(entry, Messages.permission_waiting, Messages.permission_asked, permission.title());
		if (!entry.status().open()) {
			pen.add("  " + answer(entry, permission), Face.PLAIN.in(ink(permission)));
		}
		return pen.row(0, 3, 0, false, Fill.NONE);
	}

	private static Pen question(Entry entry, String waiting, String over, String title) {
		boolean waits = entry.status().open();
		Face face = waits ? Face.PLAIN.in(Ink.WARNING) : Face.DIM;
		return new Pen().add(waits ? "◆  " : "◇  ", face).add((waits ? waiting : over) + "  ", face.asBold())
				.add(ForeignText.shownOnOneLine(title), waits ? Face.PLAIN : Face.DIM);
	}

	private static String answer(Entry entry, Detail.Permission permission) {
		String decided = permission.decidedBy();
		if (permission.chosen() == null) {
			return decided != null ? NLS.bind(Messages.permission_decided, ForeignText.shownOnOneLine(decided)) : unanswered(entry);
		}
		if (decided != null) {
			String by = ForeignText.shownOnOneLine(decided);
			return chosen(permission).map(option -> NLS.bind(
					option.kind().startsWith("allow") ? Messages.permission_allowed_by : Messages.permission_rejected_by, by))
					.orElse(NLS.bind(Messages.permission_decided, by));
		}
		String name = chosen(permission).map(Detail.Option::name).map(ForeignText::shownOnOneLine).orElse(permission.chosen());
		return by(name, permission.answeredBy());
	}

	private static String unanswered(Entry entry) {
		return entry.status() == EntryStatus.EXPIRED ? Messages.permission_expired : Messages.permission_cancelled;
	}

	private static String by(String answer, @Nullable String client) {
		return client == null ? NLS.bind(Messages.permission_chosen, answer)
				: NLS.bind(Messages.permission_chosen_by, answer, ForeignText.shownOnOneLine(client));
	}

	private static Ink ink(Detail.Permission permission) {
		return chosen(permission).map(option -> option.kind().startsWith("allow") ? Ink.OK : Ink.WARNING).orElse(Ink.DIM);
	}

	private static Optional<Detail.Option> chosen(Detail.Permission permission) {
		return permission.options().stream().filter(option -> option.id().equals(permission.chosen())).findFirst();
	}

	/** @param open whether what was filled in is shown too */
	static List<Row> input(Entry entry, Detail.Input input, boolean open) {
		List<Row> rows = new ArrayList<>();
		List<Row> values = values(input);
		boolean folds = !values.isEmpty();
		Pen pen = question(entry, Messages.input_waiting, Messages.input_asked, input.title().isBlank() ? entry.text() : input.title());
		if (!entry.status().open()) {
			String action = input.action();
			pen.add("  " + (action == null ? unanswered(entry) : by(action(action, input), input.answeredBy())),
					Face.PLAIN.in("accept".equals(action) ? Ink.OK : Ink.DIM));
		}
		if (folds) {
			pen.add(open ? "  ▾" : "  ▸", Face.DIM.to(new Target.Toggle(entry.id())));
		}
		rows.add(pen.row(0, 3, 0, false, Fill.NONE));
		if (folds && open) {
			rows.addAll(values);
		}
		return rows;
	}

	private static String action(String action, Detail.Input input) {
		return switch (action) {
		case "accept" -> input.url() == null ? Messages.input_accepted : Messages.input_visited;
		case "decline" -> Messages.input_declined;
		case "cancel" -> Messages.input_cancelled;
		default -> ForeignText.shownOnOneLine(action);
		};
	}

	private static List<Row> values(Detail.Input input) {
		List<Row> rows = new ArrayList<>();
		if (JsonText.read(input.content()).orElse(null) instanceof Map<?, ?> object) {
			object.forEach((name, value) -> rows.add(new Pen().add(title(input, String.valueOf(name)) + "  ", Face.DIM.asBold())
					.add(ForeignText.shortened(words(value), LONGEST_VALUE), Face.DIM).row(1, 0, 0, false, Fill.NONE)));
		}
		return rows;
	}

	private static String title(Detail.Input input, String name) {
		return input.fields().stream().filter(field -> field.name().equals(name)).map(Detail.Field::title).filter(title -> !title.isBlank()).findFirst()
				.map(ForeignText::shownOnOneLine).orElse(ForeignText.shownOnOneLine(name));
	}

	private static String words(Object value) {
		return ForeignText.shownOnOneLine(switch (value) {
		case String text -> text;
		case Boolean on -> on ? Messages.input_yes : Messages.input_no;
		case BigDecimal number -> number.toPlainString();
		default -> JsonText.written(value);
		});
	}

	static Row login(Entry entry, Detail.Login login) {
		Pen pen = question(entry, Messages.login_waiting, Messages.login_asked, entry.text());
		if (!entry.status().open()) {
			Optional<String> name = login.methods().stream().filter(method -> method.id().equals(login.chosen())).map(Detail.LoginMethod::name).findFirst();
			String chosen = login.chosen();
			pen.add("  " + (chosen == null ? unanswered(entry) : by(ForeignText.shownOnOneLine(name.orElse(chosen)), login.answeredBy())),
					Face.PLAIN.in(chosen == null ? Ink.DIM : Ink.OK));
		}
		return pen.row(0, 3, 0, false, Fill.NONE);
	}
}
