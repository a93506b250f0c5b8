// SPDX-License-Identifier: Apache-2.0

// What all doubles share: the folder of the machine that they play, the lines of its files, and faults.

#ifndef SERVAL_DOUBLE_H
#define SERVAL_DOUBLE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The folder that the test has made for this process; see MachineFolder.swift.
static inline const char *double_folder(void) {
    const char *folder = getenv("SERVAL_DOUBLES");
    return folder ? folder : "/nonexistent";
}

// Opens a file of the machine for reading; NULL when the machine has none of that name.
static inline FILE *double_file(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", double_folder(), name);
    return fopen(path, "re");
}

// The text behind `word` in `line`, when the line begins with that word; NULL otherwise.
static inline char *double_after(char *line, const char *word) {
    size_t length = strlen(word);
    if (strncmp(line, word, length) != 0) return NULL;
    if (line[length] == ' ') return line + length + 1;
    return line[length] == '\0' ? line + length : NULL;
}

// Notes what was called, so that the test sees what was opened and never closed.
static inline void double_trace(const char *word) {
    char path[4096];
    snprintf(path, sizeof path, "%s/trace", double_folder());
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return;
    dprintf(file, "%s\n", word);
    close(file);
}

// Does to the caller what the machine's file says of a function: `crash NAME`, `hang NAME` or `slow NAME MS`.
static inline void double_fault(const char *file_name, const char *function) {
    FILE *file = double_file(file_name);
    if (!file) return;
    char line[4096];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest;
        if ((rest = double_after(line, "crash")) && strcmp(rest, function) == 0) {
            volatile int *nowhere = NULL;
            *nowhere = 1;
        }
        if ((rest = double_after(line, "hang")) && strcmp(rest, function) == 0)
            for (;;) pause();
        if ((rest = double_after(line, "slow")) && (rest = double_after(rest, function)))
            usleep((useconds_t)atoi(rest) * 1000);
    }
    fclose(file);
}

// The status that the machine's file makes a function return: `refuse NAME STATUS [SUBJECT]`; `otherwise` without.
static inline long double_refusal(
    const char *file_name, const char *function, const char *subject, long otherwise) {
    FILE *file = double_file(file_name);
    if (!file) return otherwise;
    char line[4096];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest = double_after(line, "refuse");
        if (!rest || !(rest = double_after(rest, function))) continue;
        char *end;
        long status = strtol(rest, &end, 0);
        while (*end == ' ') end++;
        if (*end == '\0' || (subject && strcmp(end, subject) == 0)) otherwise = status;
    }
    fclose(file);
    return otherwise;
}

#endif
