import { Button, Text, View } from '@tarojs/components';
import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { enter, explain, login, words } from '../../login.js';

export default function Index() {
  // Nothing until the client and the server have answered.
  const [shown, setShown] = useState();

  const show = async (arrive) => {
    setShown(undefined);
    try {
      const session = await arrive();
      if (session === undefined) return setShown({});
      const { sessions } = await login.request('GET /api/v1/sessions');
      setShown({ name: session.user.name, devices: sessions.length });
    } catch (failure) {
      setShown({ trouble: await explain(failure) });
    }
  };

  useLoad(() => show(login.session));

  const leave = async () => {
    await login.signOut();
    setShown({});
  };

  if (shown === undefined) return <View />;
  const { name, devices, trouble } = shown;
  if (name !== undefined)
    return (
      <View>
        <Text>
          {name}, {devices}
        </Text>
        <Button onClick={leave}>{words.signOut}</Button>
      </View>
    );
  return (
    <View>
      {trouble && (
        <View>
          <View>{trouble.title}</View>
          <View>{trouble.text}</View>
          <Text selectable>{trouble.numbers}</Text>
        </View>
      )}
      <Button onClick={() => show(enter)}>{trouble ? words.tryAgain : words.signIn}</Button>
    </View>
  );
}
