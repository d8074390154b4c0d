package dev.umbra.ui.internal.transcript;

import static dev.umbra.ui.internal.transcript.CodeLanguage.BACKTICKS;
import static dev.umbra.ui.internal.transcript.CodeLanguage.BLOCK_COMMENT;
import static dev.umbra.ui.internal.transcript.CodeLanguage.CHARACTER;
import static dev.umbra.ui.internal.transcript.CodeLanguage.QUOTED;
import static dev.umbra.ui.internal.transcript.CodeLanguage.RAW_BACKTICKS;
import static dev.umbra.ui.internal.transcript.CodeLanguage.SINGLE;
import static dev.umbra.ui.internal.transcript.CodeLanguage.SINGLE_TEXT_BLOCK;
import static dev.umbra.ui.internal.transcript.CodeLanguage.TEXT_BLOCK;
import static dev.umbra.ui.internal.transcript.CodeLanguage.likeC;
import static dev.umbra.ui.internal.transcript.CodeLanguage.likeShell;
import static dev.umbra.ui.internal.transcript.CodeLanguage.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The languages that are coloured, by the names that people write behind a fence. */
final class CodeLanguages {
	private static final String C = """
			auto break case char const continue default do double else enum extern float for goto if inline int long register return short \
			signed sizeof static struct switch typedef union unsigned void volatile while bool true false NULL nullptr""";
	private static final String SCRIPT = """
			async await break case catch class const continue debugger default delete do else export extends false finally for from function get if \
			import in instanceof let new null of return set static super switch this throw true try typeof undefined var void while with yield""";
	private static final Map<String, CodeLanguage> BY_NAME = new HashMap<>();

	static {
		jvm();
		scripts();
		systems();
		values();
		others();
	}

	private CodeLanguages() {
	}

	static Optional<CodeLanguage> named(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}

	private static void put(CodeLanguage language, String names) {
		for (String name : names.split(" ")) {
			BY_NAME.put(name, language);
		}
	}

	private static void jvm() {
		put(likeC("""
				abstract assert boolean break byte case catch char class const continue default do double else enum exports extends false final \
				finally float for goto if implements import instanceof int interface long module native new non-sealed null package permits private \
				protected public record requires return sealed short static strictfp super switch synchronized this throw throws transient true \
				try var void volatile when while yield""", "@", TEXT_BLOCK, QUOTED, CHARACTER), "java");
		put(likeC("""
				abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect \
				external false final finally for fun get if import in infix init inline inner interface internal is it lateinit noinline null object open \
				operator out override package private protected public reified return sealed set super suspend tailrec this throw true try typealias \
				val var vararg when where while""", "@", TEXT_BLOCK, QUOTED, CHARACTER), "kotlin kt kts");
		put(likeC("""
				abstract case catch class def do else enum export extends extension false final finally for forSome given if implicit import lazy match new null \
				object override package private protected return sealed super then this throw trait true try type using val var while with yield""", "@",
				TEXT_BLOCK, QUOTED, CHARACTER), "scala sc sbt");
		put(likeC("""
				abstract as assert boolean break byte case catch char class const continue def default do double else enum extends false final \
				finally float for if implements import in instanceof int interface long new null package private protected public return short \
				static super switch this throw throws trait true try var void while""", "@", TEXT_BLOCK, SINGLE_TEXT_BLOCK, QUOTED, SINGLE), "groovy gradle");
	}

	private static void scripts() {
		put(likeC(SCRIPT, "@", QUOTED, SINGLE, BACKTICKS), "js javascript jsx mjs cjs node");
		put(likeC(SCRIPT + """
				 abstract any as asserts bigint boolean declare enum implements infer interface is keyof namespace never number object override private \
				protected public readonly satisfies string symbol type unique unknown""", "@", QUOTED, SINGLE, BACKTICKS), "ts typescript tsx mts cts");
		put(likeShell("""
				False None True and as assert async await break case class continue def del elif else except finally for from global if import in is \
				lambda match nonlocal not or pass raise return self try while with yield""", false, '\0', TEXT_BLOCK, SINGLE_TEXT_BLOCK, QUOTED, SINGLE).withSigils("@"),
				"python py py3 python3 pyi");
		put(likeShell("""
				BEGIN END alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo rescue \
				retry return self super then true undef unless until when while yield require attr_reader attr_accessor private""", true, '\0', QUOTED, SINGLE), "ruby rb");
		put(new CodeLanguage(words("""
				abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enum extends \
				false final finally fn for foreach function global goto if implements include instanceof insteadof interface isset list match namespace \
				new null or print private protected public readonly require require_once return static string int float bool switch throw trait true try unset use var void \
				while xor yield"""), true, List.of("//", "#"), false, List.of(BLOCK_COMMENT, QUOTED, SINGLE), "", '\0'), "php");
		put(likeShell("""
				case do done elif else esac exit export fi for function if in local readonly return select set shift source then time trap unset until \
				while cd echo eval exec printf read test true false""", true, '\0', new CodeLanguage.Enclosed("\"", "\"", true, true, 0, Ink.STRING),
				new CodeLanguage.Enclosed("'", "'", true, false, 0, Ink.STRING)), "sh bash shell zsh ksh console shellscript");
		put(likeShell("""
				BEGIN END and cmp defined die do else elsif eq for foreach ge goto gt if last le local lt my ne next no not or our package print redo \
				require return sub undef unless until use while""", true, '\0', QUOTED, SINGLE), "perl pl pm");
		put(likeShell("""
				break else FALSE for function if in Inf NA NaN next NULL repeat return TRUE while library""", false, '\0', QUOTED, SINGLE), "r");
		put(new CodeLanguage(words("""
				begin break class continue do dynamicparam else elseif end exit filter finally for foreach from function if in param process return \
				switch throw trap try until using while"""), true, List.of("#"), true,
				List.of(new CodeLanguage.Enclosed("<#", "#>", true, false, 0, Ink.COMMENT), QUOTED, SINGLE), "", '\0'), "powershell ps1 pwsh");
		put(new CodeLanguage(words("and break do else elseif end false for function goto if in local nil not or repeat return then true until while"),
				false, List.of("--"), false, List.of(new CodeLanguage.Enclosed("--[[", "]]", true, false, 0, Ink.COMMENT),
						new CodeLanguage.Enclosed("[[", "]]", true, false, 0, Ink.STRING), QUOTED, SINGLE), "", '\0'), "lua");
	}

	private static void systems() {
		put(likeC(C, "#", QUOTED, CHARACTER), "c h");
		put(likeC(C + """
				 alignas alignof and asm catch class co_await co_return co_yield concept consteval constexpr const_cast constinit decltype delete \
				dynamic_cast explicit export final friend mutable namespace new noexcept not operator or override private protected public \
				reinterpret_cast requires static_assert static_cast template this thread_local throw try typeid typename using virtual""", "#",
				new CodeLanguage.Enclosed("R\"(", ")\"", true, false, 0, Ink.STRING), QUOTED, CHARACTER), "cpp c++ cc cxx hpp hh hxx arduino ino");
		put(likeC(C + " id self super nil YES NO BOOL instancetype nonatomic strong weak copy assign readonly", "#@", QUOTED, CHARACTER), "objc objective-c objectivec m mm");
		put(likeC("""
				abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double \
				dynamic else enum event explicit extern false finally fixed float for foreach get global goto if implicit in init int interface \
				internal is lock long namespace new not null object operator out override params partial private protected public readonly record \
				ref required return sbyte sealed set short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe \
				ushort using var virtual void volatile when where while with yield""", "#", TEXT_BLOCK,
				new CodeLanguage.Enclosed("@\"", "\"", true, false, 0, Ink.STRING), QUOTED, CHARACTER), "csharp cs c#");
		put(likeC("""
				any append bool break byte case chan complex128 const continue default defer else error fallthrough false float32 float64 for func go goto if \
				import int int32 int64 interface iota len make map new nil package panic range return rune select string struct switch true type uint var""", "",
				QUOTED, CHARACTER, RAW_BACKTICKS), "go golang");
		put(likeC("""
				as async await bool box break char const continue crate dyn else enum extern f32 f64 false fn for i8 i16 i32 i64 i128 if impl in isize let \
				loop match mod move mut pub ref return self Self static str String struct super trait true type u8 u16 u32 u64 u128 union unsafe use usize where while""",
				"#", new CodeLanguage.Enclosed("r#\"", "\"#", true, false, 0, Ink.STRING), new CodeLanguage.Enclosed("\"", "\"", true, true, 0, Ink.STRING), CHARACTER),
				"rust rs");
		put(likeC("""
				actor any as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough \
				false fileprivate final for func guard if import in indirect init inout internal is lazy let mutating nil open operator override \
				private protocol public repeat rethrows return self Self some static struct subscript super switch throw throws true try typealias \
				var weak where while""", "@#", TEXT_BLOCK, QUOTED), "swift");
		put(likeC("""
				abstract as assert async await break case catch class const continue covariant default deferred do dynamic else enum export \
				extends extension external factory false final finally for get if implements import in is late library mixin new null on operator \
				part required rethrow return sealed set static super switch sync this throw true try typedef var void when while with yield""", "@",
				TEXT_BLOCK, SINGLE_TEXT_BLOCK, QUOTED, SINGLE), "dart");
		put(likeC("""
				align allowzero and anyerror anytype asm async await bool break catch comptime const continue defer else enum errdefer error export \
				extern false fn for if inline null or orelse packed pub return struct switch test true try type undefined union unreachable usingnamespace var void while""",
				"@", QUOTED, CHARACTER), "zig");
	}

	private static void values() {
		put(likeC("true false null", "", QUOTED).withKey(':'), "json jsonc json5 jsonl ndjson geojson");
		put(likeShell("true false null yes no on off", true, ':', QUOTED, SINGLE), "yaml yml");
		put(likeShell("true false inf nan", false, '=', TEXT_BLOCK, SINGLE_TEXT_BLOCK, QUOTED, new CodeLanguage.Enclosed("'", "'", false, false, 0, Ink.STRING)), "toml");
		put(new CodeLanguage(words("true false yes no on off"), true, List.of("#", ";"), true, List.of(QUOTED), "", '='), "ini properties conf cfg env dotenv editorconfig");
		put(likeC("true false null for in if else endif endfor", "#", QUOTED).withKey('='), "hcl terraform tf");
		put(likeC("query mutation subscription fragment on type input enum interface union scalar schema extend implements directive true false null", "@",
				TEXT_BLOCK, QUOTED), "graphql gql");
		put(likeC("""
				syntax package import option message enum service rpc returns repeated optional required reserved oneof map extend stream true false \
				double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 bool string bytes""", "", QUOTED, SINGLE), "proto protobuf");
	}

	private static void others() {
		put(new CodeLanguage(words("""
				add all alter and any as asc begin between by case cast check column commit constraint create cross current_timestamp database default \
				delete desc distinct drop else end except exists explain false for foreign from full function grant group having if in index inner insert \
				intersect into is join key left like limit not null offset on or order outer over partition pragma primary procedure references replace \
				returning revoke right rollback row select set table then transaction trigger true truncate union unique update using values view \
				when where with integer text real blob varchar char boolean date timestamp numeric int bigint"""), true, List.of("--"), false,
				List.of(BLOCK_COMMENT, new CodeLanguage.Enclosed("'", "'", true, false, 0, Ink.STRING), QUOTED), "", '\0'), "sql sqlite postgresql psql mysql plsql tsql");
		put(new CodeLanguage(words("""
				from run cmd label maintainer expose env add copy entrypoint volume user workdir arg onbuild stopsignal healthcheck shell as"""), true,
				List.of("#"), true, List.of(QUOTED, SINGLE), "", '\0'), "dockerfile docker containerfile");
		put(likeShell("ifeq ifneq ifdef ifndef else endif include define endef export override", true, '\0', QUOTED, SINGLE), "makefile make mk");
		put(new CodeLanguage(words("""
				if elseif else endif foreach endforeach while endwhile function endfunction macro endmacro return set unset project add_executable \
				add_library target_link_libraries find_package include message on off"""), true, List.of("#"), false, List.of(QUOTED), "", '\0'), "cmake");
		put(likeC("important from to and not only", "@", QUOTED, SINGLE), "scss less sass");
		put(new CodeLanguage(words("important from to and not only"), false, List.of(), false, List.of(BLOCK_COMMENT, QUOTED, SINGLE), "@", '\0'), "css");
		put(new CodeLanguage(words("""
				case class data default deriving do else family forall foreign hiding if import in infix infixl infixr instance let module newtype \
				of qualified then type where"""), false, List.of("--"), false, List.of(new CodeLanguage.Enclosed("{-", "-}", true, false, 0, Ink.COMMENT), QUOTED, CHARACTER),
				"", '\0'), "haskell hs");
		put(likeShell("""
				after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmodule defp defprotocol defstruct do else \
				end false fn for if import in nil not or quote raise receive require rescue super true try unless unquote use when with""", false, '\0', TEXT_BLOCK,
				QUOTED).withSigils("@"), "elixir ex exs");
		put(new CodeLanguage(words("def defn defmacro fn if let loop recur cond case when nil true false ns require do quote lambda define begin set!"), false,
				List.of(";"), false, List.of(QUOTED), "", '\0'), "clojure clj cljs lisp scheme elisp racket");
	}
}
