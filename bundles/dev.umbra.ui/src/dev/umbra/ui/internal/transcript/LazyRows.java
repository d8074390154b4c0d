package dev.umbra.ui.internal.transcript;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;

/** Rows of which each is written when it is asked for: of a long text most never are. Grows until it is handed out. */
final class LazyRows extends AbstractList<Row> implements RandomAccess {
	private final List<Supplier<Row>> recipes = new ArrayList<>();

	void later(Supplier<Row> recipe) {
		recipes.add(recipe);
	}

	void later(LazyRows more) {
		recipes.addAll(more.recipes);
	}

	@Override
	public Row get(int index) {
		return recipes.get(index).get();
	}

	@Override
	public int size() {
		return recipes.size();
	}
}
