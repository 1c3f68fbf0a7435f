import { Badge, Button, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PendingButton } from "../form/pending-button.tsx";
import { formatMoment } from "../locale.ts";
import { notifyProblem, notifySuccess } from "../notify.tsx";
import { PageHeader } from "../page-header.tsx";
import { ProblemState } from "../problem-state.tsx";
import { ChangePassword } from "./change-password.tsx";
import { endSessions, type ListedSession, sessionsQuery } from "./own-sessions.ts";

/** Where one is signed in, and a way to end that. */
export function SessionsPage() {
  const {
    data: { sessions, hasPassword, passwordLength } = {},
    error,
    refetch,
    isFetching,
  } = useQuery(sessionsQuery);
  const queryClient = useQueryClient();
  const listed = useOnceListed(sessions);
  const { mutate: end } = useMutation({
    mutationFn: (id: string | undefined) => endSessions(id),
    onSuccess: async (_answer, id) => {
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      notifySuccess(id === undefined ? "All other sessions have ended." : "The session has ended.");
    },
    onError: ({ message }) => notifyProblem(message),
  });
  const others = sessions?.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Stack gap="lg">
      <PageHeader title="Your sessions" description="Every browser in which you are signed in.">
        {others.length > 0 && (
          <Button variant="default" onClick={() => end(undefined)}>
            End all others
          </Button>
        )}
      </PageHeader>
      {error && <ProblemState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {!(sessions || error) && <Loader aria-label="Loading" />}
      {sessions && (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {listed.map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              isEnded={!sessions.some(({ id }) => id === session.id)}
              onEnd={() => end(session.id)}
            />
          ))}
        </Stack>
      )}
      {hasPassword && passwordLength && <ChangePassword length={passwordLength} />}
    </Stack>
  );
}

/** The sessions as they were first listed, those too that one has ended: the next one's button would move under the pointer. */
function useOnceListed(sessions: readonly ListedSession[] = []): readonly ListedSession[] {
  const [listed, setListed] = useState(sessions);
  const more = sessions.filter(({ id }) => !listed.some((one) => one.id === id));
  if (more.length > 0) setListed([...listed, ...more]);
  // With a new password, this browser has a new session.
  return listed.filter(({ id, isCurrent }) => !isCurrent || sessions.some((one) => one.id === id));
}

interface SessionItemProps {
  session: ListedSession;
  isEnded: boolean;
  onEnd: () => void;
}

function SessionItem({ session, isEnded, onEnd }: SessionItemProps) {
  const { createdAt, ipAddress, isCurrent, userAgent } = session;
  const browser = browserOf(userAgent);
  return (
    <Paper withBorder p="md" component="li">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={600}>{browser}</Text>
            {isCurrent && <Badge variant="light">This browser</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            Signed in {formatMoment(createdAt)}
            {ipAddress ? ` from ${ipAddress}` : ""}
          </Text>
        </div>
        {!isCurrent && (
          <PendingButton
            variant="default"
            isIdle={isEnded}
            onClick={onEnd}
            aria-label={isEnded ? `The session of ${browser} has ended` : `End the session of ${browser}`}
          >
            {isEnded ? "Ended" : "End"}
          </PendingButton>
        )}
      </Group>
    </Paper>
  );
}

const BROWSERS = { Edg: "Edge", OPR: "Opera", Firefox: "Firefox", Chrome: "Chrome", Safari: "Safari" };
const SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"];

/** What a browser calls itself, for people: `Firefox on Linux`. */
function browserOf(userAgent: string | null): string {
  const agent = userAgent ?? "";
  const [, name = "Unknown browser"] =
    Object.entries(BROWSERS).find(([key]) => agent.includes(`${key}/`)) ?? [];
  const system = SYSTEMS.find((text) => agent.includes(text));
  return system === undefined ? name : `${name} on ${system.replace("Mac OS X", "macOS")}`;
}
