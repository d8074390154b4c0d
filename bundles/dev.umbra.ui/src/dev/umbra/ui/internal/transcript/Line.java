package dev.umbra.ui.internal.transcript;

import dev.umbra.core.EntryId;

/** A row and the entry it is of. @param index of the row in the entry */
record Line(EntryId entry, int index, Row row) {
}
