package dev.umbra.ui.internal.gallery;

/** Fenced code in many languages. */
final class Coded {
	private Coded() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.coded);
		java(shelf);
		scripts(shelf);
		systems(shelf);
		markup(shelf);
		others(shelf);
	}

	private static void code(Shelf shelf, String language, String code) {
		shelf.say(language + "\n\n```" + language + "\n" + code.stripTrailing() + "\n```");
	}

	private static void java(Shelf shelf) {
		code(shelf, "java", """
				/* A comment
				   of two lines: "not a string" */
				@Override
				public sealed interface Weather permits Rain, Snow {
					double MOST = 12.5e3; // millimetres
					char c = '"', hex = 0xFF_00;
					default String words() {
						return "it said \\"rain\\" // not a comment";
					}
					String text = \"""
						if (this) is a string
						\""";
				}
				""");
		code(shelf, "kotlin", """
				data class Hour(val begin: Instant, val rain: Double = 0.5)
				fun main() = println("rain: ${hours.sumOf { it.rain }}") // all
				""");
	}

	private static void scripts(Shelf shelf) {
		code(shelf, "js", """
				import { hours } from './hours.js';
				export const rain = async (day) => `${day}: ${await sum(hours, 1_000)} mm`; // template
				const re = null ?? 3.14;
				""");
		code(shelf, "typescript", "interface Hour { begin: Date; rain?: number }\nexport type Day = readonly Hour[]; /* days */\n");
		code(shelf, "python", """
				@dataclass
				class Hour:
				    \"""A doc string
				    of two lines.\"""
				    rain: float = 1e-3  # comment

				async def total(hours: list[Hour]) -> float:
				    return sum(h.rain for h in hours if h is not None) or f'{0:.2f}'
				""");
		code(shelf, "ruby", "def rain(hours) # sum\n  hours.sum { |h| h[:rain] } unless hours.nil?\nend\nputs \"#{rain([])} mm\"\n");
		code(shelf, "php", "<?php\nfunction rain(array $hours): float { // sum\n    return array_sum($hours) ?: 0.0; # or\n}\necho 'it rains';\n");
		code(shelf, "sh", """
				#!/usr/bin/env bash
				set -euo pipefail  # strict
				for day in 1 2 3; do
				  if [[ -n "$day" ]]; then echo "day $day: $(rain "$day")"; fi
				done
				""");
	}

	private static void systems(Shelf shelf) {
		code(shelf, "c", "#include <stdio.h>\n/* rain */\nstatic int rain(const char *day) {\n\treturn printf(\"%s\\n\", day) > 0 ? 0x1F : 'a';\n}\n");
		code(shelf, "cpp", "template <typename T> class Day final : public Base<T> {\npublic:\n\tauto rain() const noexcept -> double { return 1.5f; } // mm\n};\n");
		code(shelf, "csharp", "public record Hour(DateTime Begin, double Rain);\nawait foreach (var h in hours) { Console.WriteLine($\"{h.Rain}\"); }\n");
		code(shelf, "go", "package main\n\nfunc rain(day string) (float64, error) {\n\tdefer close() // later\n\treturn 1.5, fmt.Errorf(`raw %s`, \"x\")\n}\n");
		code(shelf, "rust", "fn rain<'a>(day: &'a str) -> Result<f64, Error> {\n    let mut sum = 0_u32; // mm\n    match day { \"mon\" => Ok(1.5), _ => unreachable!() }\n}\n");
		code(shelf, "swift", "struct Hour { let rain: Double }\nfunc total(_ hours: [Hour]) -> Double { hours.reduce(0) { $0 + $1.rain } } // mm\n");
	}

	private static void markup(Shelf shelf) {
		code(shelf, "json", "{\n  \"name\": \"Hamburg\",\n  \"rain\": [12.4, -3e2, true, null],\n  \"nested\": { \"a\\\"b\": false }\n}\n");
		code(shelf, "yaml", "# stations\nstation:\n  name: \"Hamburg\"\n  rain: 12.4\n  dry: false\n  list: [1, 'two']\n");
		code(shelf, "xml", "<?xml version=\"1.0\"?>\n<!-- a comment\n  of two lines -->\n<station name=\"Hamburg\" rain='12.4'>text if 12 &amp; more</station>\n");
		code(shelf, "html", "<!doctype html>\n<p class=\"rain\" hidden>It rains &mdash; <b>much</b></p>\n");
		code(shelf, "css", "/* rain */\n.rain > a:hover { color: #3a6fd8; margin: 0 1.5em !important; content: \"x\"; }\n@media (min-width: 40em) { }\n");
		code(shelf, "toml", "# settings\n[station]\nname = \"Hamburg\"\nrain = 12.4\ndry = false\n");
	}

	private static void others(Shelf shelf) {
		code(shelf, "sql", "-- rain per day\nSELECT day, sum(rain) AS total FROM hours WHERE city = 'Hamburg' and rain > 0.5 GROUP BY day;\n");
		code(shelf, "diff", """
				diff --git a/Forecast.java b/Forecast.java
				index 3f2a1c0..9d0e1b7 100644
				--- a/Forecast.java
				+++ b/Forecast.java
				@@ -41,7 +41,7 @@ final class Forecast {
				 	LocalDate day(Hour hour) {
				-		return LocalDate.now();
				+		return LocalDate.ofInstant(hour.begin(), zone);
				 	}
				\\ No newline at end of file
				""");
		code(shelf, "dockerfile", "FROM eclipse-temurin:21 # base\nRUN apt-get update && echo \"done\"\n");
		code(shelf, "", "No language: if (this) is \"plain\" // it stays plain\n");
		code(shelf, "a-language-of-its-own", "if (this) is \"plain\" // it stays plain\n");
		shelf.say("An unfinished fence:\n\n```js\nconst rain = \"not en");
		shelf.say("An empty fence:\n\n```js\n```");
	}
}
