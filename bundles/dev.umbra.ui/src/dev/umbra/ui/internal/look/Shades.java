package dev.umbra.ui.internal.look;

/** The colours of one theme as numbers, {@code 0xRRGGBB}; what each is for: {@link Palette}. Pure. */
record Shades(boolean dark, int text, int dim, int line, int surface, int raised, int code, int accent, int onAccent, int ok,
		int busy, int warning, int error, int added, int removed, int keyword, int string, int comment, int number) {
	static final Shades LIGHT = new Shades(false, 0x1f2328, 0x59636e, 0xd9dee3, 0xffffff, 0xf6f7f9, 0xf1f3f5,
			0x4a56c8, 0xffffff, 0x187a35, 0x3163c8, 0x8f6000, 0xc91f2b,
			0xdff5e3, 0xfde4e4, 0x7a3e9d, 0x17602f, 0x57606a, 0x0550ae);
	static final Shades DARK = new Shades(true, 0xe3e6eb, 0x9aa4b0, 0x3a3f47, 0x1f2227, 0x282c33, 0x2b2f36,
			0x98a2ff, 0x14161a, 0x57c772, 0x7aa7ff, 0xe0b341, 0xff7b72,
			0x1f3d2a, 0x4a2528, 0xd2a8ff, 0x9fd8a4, 0xa2acb8, 0x8cc4ff);
}
