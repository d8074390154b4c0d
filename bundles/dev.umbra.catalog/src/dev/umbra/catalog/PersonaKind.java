package dev.umbra.catalog;

import static dev.umbra.catalog.Lines.number;
import static dev.umbra.catalog.Lines.orAbsent;
import static dev.umbra.catalog.Lines.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.model.ModelFactory;
import dev.umbra.core.Slug;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.core.catalog.Persona;

/** A persona; the name pool and the allow-list have one text per line. */
final class PersonaKind implements Kind<Persona> {
	/** Stands for the slug that the host makes when a new one is kept. */
	private static final Slug NEW = new Slug("new-persona");

	@Override
	public EObject fresh() {
		return ModelFactory.eINSTANCE.createEditedPersona();
	}

	@Override
	public Map<String, Object> values(@Nullable Persona record) {
		Persona p = record == null ? Persona.named(NEW, "") : record;
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("displayName", p.displayName());
		values.put("description", text(p.description()));
		values.put("systemPrompt", text(p.systemPrompt()));
		values.put("runtime", text(p.runtime()));
		values.put("model", text(p.model()));
		values.put("provider", text(p.provider()));
		values.put("namePool", text(p.namePool()));
		values.put("respondTo", text(p.respondTo()));
		values.put("respondToAllowlist", text(p.respondToAllowlist()));
		values.put("parallelism", text(p.parallelism()));
		values.put("avatarUrl", text(p.avatarUrl()));
		values.put("acpCommand", text(p.acpCommand()));
		return values;
	}

	@Override
	public List<FieldProblem> problems(@Nullable Persona like, Map<String, Object> values) {
		return CatalogCheck.of(record(like, values));
	}

	@Override
	public Persona record(@Nullable Persona like, Map<String, Object> v) {
		return new Persona(like == null ? NEW : like.slug(), ((String) v.get("displayName")).strip(), orAbsent(v.get("systemPrompt")),
				orAbsent(v.get("acpCommand")), orAbsent(v.get("avatarUrl")), orAbsent(v.get("runtime")), orAbsent(v.get("model")),
				orAbsent(v.get("provider")), Lines.list(v.get("namePool")), orAbsent(v.get("respondTo")), Lines.list(v.get("respondToAllowlist")),
				number(v.get("parallelism")), orAbsent(v.get("description")), like == null ? "{}" : like.unknown());
	}
}
