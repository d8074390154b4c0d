/**
 * The demo agent: a small real ACP agent that needs no key and no network. It understands a few fixed sentences, lists,
 * searches and edits the files of its folder with permission, plans, thinks aloud and streams. Nothing in it pretends to
 * be a language model. The reading thread hands each prompt to a virtual thread, {@code turn-<session>}, which owns that
 * turn. Start reading at {@link dev.umbra.demo.DemoAgent}, then {@link dev.umbra.demo.Turn}.
 */
@NullMarked
package dev.umbra.demo;

import org.jspecify.annotations.NullMarked;
